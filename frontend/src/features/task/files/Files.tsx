import { Button, Progress } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type DragEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { TaskFile } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { FileLine } from "./FileLine";
import classes from "./Files.module.css";
import { filesQuery, formatBytes, seriesOf } from "./queries";
import type { Sending } from "./upload";
import { type Uploads, useUploads } from "./useUploads";

const Preview = lazy(async () => ({ default: (await import("./Preview")).Preview }));

/** Files is the files of a task (tệp): what there is, what is on its way, and how to bring more: chosen, dropped or pasted. */
export function Files({ id, today }: { id: string; today: string }) {
  const files = useQuery(filesQuery(id));
  const uploads = useUploads(id);
  const chooser = useRef<HTMLInputElement>(null);
  const [replaces, setReplaces] = useState<string>();
  const [over, setOver] = useState(false);
  const [shown, setShown] = useState<TaskFile>();
  const series = seriesOf(files.data?.items ?? []);
  const { add } = uploads;

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      // A dialog has its own business with what is pasted.
      if (pasted.length === 0 || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      add(pasted.map(named));
    };
    // A file that misses its place must not be opened in the place of the page.
    const hold = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    document.addEventListener("paste", onPaste);
    document.addEventListener("dragover", hold);
    document.addEventListener("drop", hold);
    return () => {
      document.removeEventListener("paste", onPaste);
      document.removeEventListener("dragover", hold);
      document.removeEventListener("drop", hold);
    };
  }, [add]);

  const choose = (version?: string) => {
    setReplaces(version);
    chooser.current?.click();
  };
  const onDrag = (event: DragEvent, inside: boolean) => {
    if (event.dataTransfer.types.includes("Files")) setOver(inside);
  };
  return (
    <section
      className={over ? `${classes.files} ${classes.over}` : classes.files}
      aria-label={t("task.files")}
      onDragEnter={(event) => onDrag(event, true)}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }}
    >
      <SectionTitle large title={t("task.files")} count={series.length === 0 ? undefined : series.length} />
      {files.isError && (
        <ErrorState title={t("task.files.loadFailed")} error={files.error} onRetry={() => void files.refetch()} />
      )}
      <ul className={classes.list}>
        {series.map(({ newest, older }) => (
          <FileLine
            key={newest.series}
            task={id}
            file={newest}
            older={older}
            today={today}
            onShow={setShown}
            onReplace={() => choose(newest.id)}
          />
        ))}
        {uploads.sending.map((one) => (
          <SendingLine key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
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
      {shown !== undefined && (
        <Suspense fallback={null}>
          <Preview task={id} file={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

/** named gives what is pasted from the screen a name that tells one from another. */
function named(file: File): File {
  if (file.name !== "image.png") return file;
  const when = new Date(file.lastModified).toISOString().slice(0, 19).replaceAll(/[T:]/g, "-");
  return new File([file], `anh-${when}.png`, { type: file.type });
}

/** SendingLine is a file on its way: how far, and what can be done about it. */
function SendingLine({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { key, name, size, sent, state, error } = one;
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  return (
    <li className={classes.line}>
      <div className={classes.main}>
        <span className={classes.name}>{name}</span>
        <span className={classes.quiet}>
          {formatBytes(sent)} / {formatBytes(size)}
          {state === "paused" && `, ${t("task.files.paused")}`}
        </span>
        {(state === "sending" || state === "paused") && (
          <Progress value={percent} size="sm" aria-label={t("task.files.progress", { name, n: percent })} />
        )}
        {error !== undefined && <FieldError>{sentenceOf(error)}</FieldError>}
      </div>
      <div className={classes.acts}>
        {state === "sending" && (
          <Button variant="subtle" size="compact-sm" onClick={() => uploads.pause(key)}>
            {t("task.files.pause")}
          </Button>
        )}
        {(state === "paused" || state === "failed") && (
          <Button variant="subtle" size="compact-sm" onClick={() => uploads.go(key)}>
            {t("task.files.goOn")}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => uploads.drop(key)}>
          {t("task.files.drop")}
        </Button>
      </div>
    </li>
  );
}
