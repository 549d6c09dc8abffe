import { Button } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { TaskFile } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { FileLine } from "./FileLine";
import classes from "./Files.module.css";
import { pastedFiles } from "./pasted";
import { attach, type FilePlace, filesQuery, seriesOf } from "./queries";
import { SendingLine } from "./SendingLine";
import { useUploads } from "./useUploads";

const Preview = lazy(async () => ({ default: (await import("./Preview")).Preview }));

/** Props of Files; place: what they hang on, the same from one drawing to the next; title: what they are called. */
interface Props {
  place: FilePlace;
  title: string;
  today: string;
  /** Whether files are brought here, too; they are unless it is said. */
  bring?: boolean;
  /** How a file of a result is called; there are none unless it is said. */
  resultOf?: (file: TaskFile) => string;
  /** Whether a file may be taken away by who sees the page; none may unless it is said. */
  removable?: (file: TaskFile) => boolean;
}

/** Files is the files of a record (tệp): what there is, what is on its way, and how to bring more: chosen, dropped or pasted. */
export function Files({ place, title, today, bring = true, resultOf, removable }: Props) {
  const client = useQueryClient();
  const files = useQuery(filesQuery(place));
  const done = useCallback(
    async (id: string, _: File, replaces?: string) => {
      await attach(place, id, replaces);
      await client.invalidateQueries({ queryKey: place.key });
      for (const queryKey of place.also ?? []) void client.invalidateQueries({ queryKey });
    },
    [place, client],
  );
  const uploads = useUploads(done);
  const chooser = useRef<HTMLInputElement>(null);
  const [replaces, setReplaces] = useState<string>();
  const [over, setOver] = useState(false);
  const [shown, setShown] = useState<TaskFile>();
  const series = seriesOf(files.data?.items ?? []);
  const removed = (files.data?.items ?? []).flatMap((file) =>
    file.removed === undefined ? [] : [{ ...file.removed, file }],
  );
  const { add } = uploads;

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = pastedFiles(event);
      // A dialog has its own business with what is pasted.
      if (pasted.length === 0 || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      add(pasted);
    };
    // A file that misses its place must not be opened in the place of the page.
    const hold = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    if (!bring) return;
    document.addEventListener("paste", onPaste);
    document.addEventListener("dragover", hold);
    document.addEventListener("drop", hold);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("dragover", hold);
      document.removeEventListener("drop", hold);
    };
  }, [add, bring]);

  const choose = (version?: string) => {
    setReplaces(version);
    chooser.current?.click();
  };
  const onDrag = (event: DragEvent, inside: boolean) => {
    if (bring && event.dataTransfer.types.includes("Files")) setOver(inside);
  };
  return (
    <section
      className={over ? `${classes.files} ${classes.over}` : classes.files}
      aria-label={title}
      onDragEnter={(event) => onDrag(event, true)}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!bring) return;
        setOver(false);
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }}
    >
      <SectionTitle large title={title} count={series.length === 0 ? undefined : series.length} />
      {files.isError && (
        <ErrorState title={t("task.files.loadFailed")} error={files.error} onRetry={() => void files.refetch()} />
      )}
      <ul className={classes.list}>
        {series.map(({ newest, older }) => (
          <FileLine
            key={newest.series}
            place={place}
            file={newest}
            older={older}
            resultOf={resultOf}
            removable={removable?.(newest) ?? false}
            today={today}
            onShow={setShown}
            onReplace={bring ? () => choose(newest.id) : undefined}
          />
        ))}
        {uploads.sending.map((one) => (
          <SendingLine key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
      {removed.length > 0 && (
        <details className={classes.more}>
          <summary>{t("task.files.removed", { n: removed.length })}</summary>
          {removed.map(({ file, by, at }) => (
            <p key={file.id}>
              {file.name}{" "}
              <span className={classes.quiet}>
                {t("task.files.removedBy", { name: by.name, time: formatInstantNear(at, today) })}
              </span>
            </p>
          ))}
        </details>
      )}
      {bring && (
        <>
          <div className={classes.bring}>
            <Button
              variant="default"
              leftSection={<IconPaperclip size={16} stroke={1.6} aria-hidden />}
              onClick={() => choose()}
            >
              {t("task.files.attach")}
            </Button>
            <span className={classes.quiet}>{t("task.files.hint")}</span>
          </div>
          <input
            ref={chooser}
            type="file"
            hidden
            multiple={replaces === undefined}
            aria-label={t("task.files.attach")}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])], replaces);
              // The same file again is a change, too.
              event.currentTarget.value = "";
            }}
          />
        </>
      )}
      {shown !== undefined && (
        <Suspense fallback={null}>
          <Preview place={place} file={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </section>
  );
}
