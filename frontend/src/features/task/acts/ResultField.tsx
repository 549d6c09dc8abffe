import { Button, Checkbox, Input } from "@mantine/core";
import { IconFile, IconPaperclip } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "@/shared/api/client";
import type { Task, Upload } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { isGone } from "../detail/TaskNotShown";
import classes from "../files/Files.module.css";
import { pastedFiles } from "../files/pasted";
import { filesQuery, formatBytes, taskFiles } from "../files/queries";
import { SendingLine } from "../files/SendingLine";
import { line } from "../files/upload";
import { useUploads } from "../files/useUploads";

/** A file that the server has whole and that hangs on nothing yet. */
export interface Brought {
  id: string;
  name: string;
  size: number;
}

/** Files of a result as they are chosen; again: of those handed in before, which ones are handed in once more. */
export interface ResultTyped {
  files?: Brought[];
  again?: string[];
}

/** Props of ResultField; earlier: the files of the last submission; kept: whether what is chosen comes from a draft. */
interface Props {
  task: Task;
  typed: ResultTyped;
  /** What the files are; those of a result unless given. */
  label?: string;
  earlier?: string[];
  kept: boolean;
  onChange: (change: (typed: ResultTyped) => ResultTyped) => void;
  /** Told whether a file is chosen that the server does not have: nothing is handed in without it. */
  onLacking: (lacking: boolean) => void;
  tried: boolean;
  error: string | undefined;
}

/** ResultField is the files of a result (tệp kết quả): chosen, dropped or pasted, sent at once, attached by the act. */
export function ResultField({ task, typed, label, earlier = [], kept, onChange, onLacking, tried, error }: Props) {
  const { files = [], again = [] } = typed;
  const uploads = useUploads(async (id, { name, size }) => {
    onChange(({ files: before = [], ...rest }) => ({ ...rest, files: [...before, { id, name, size }] }));
  });
  const { add } = uploads;
  const gone = useGone(kept ? files : []);
  const chooser = useRef<HTMLInputElement>(null);
  const lacking = uploads.sending.length > 0 || gone.length > 0;
  useEffect(() => onLacking(lacking), [lacking, onLacking]);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const pasted = pastedFiles(event);
      if (pasted.length === 0) return;
      event.preventDefault();
      add(pasted);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [add]);

  const remove = (file: Brought) => {
    onChange(({ files: before = [], ...rest }) => ({ ...rest, files: before.filter(({ id }) => id !== file.id) }));
    // What is left behind is swept in a day anyway.
    void line.discard(file.id).catch(() => undefined);
  };
  const fault = error ?? (tried && lacking ? t("task.results.lacking") : undefined);
  return (
    <Input.Wrapper
      component="fieldset"
      className={classes.result}
      label={label ?? t("task.results")}
      labelElement="div"
      error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }}
    >
      <Earlier
        task={task.id}
        ids={earlier}
        again={again}
        onChange={(ids) => onChange((now) => ({ ...now, again: ids }))}
      />
      <ul className={classes.list}>
        {files.map((file) => (
          <li key={file.id} className={classes.line}>
            <div className={classes.main}>
              <span className={classes.brought}>
                <IconFile size={18} stroke={1.6} aria-hidden />
                <span className={classes.name}>{file.name}</span>
              </span>
              <span className={classes.quiet}>{formatBytes(file.size)}</span>
              {gone.includes(file.id) && <FieldError>{t("task.results.gone")}</FieldError>}
            </div>
            <Button
              type="button"
              variant="subtle"
              size="compact-sm"
              aria-label={t("task.results.dropOf", { name: file.name })}
              onClick={() => remove(file)}
            >
              {t("task.files.drop")}
            </Button>
          </li>
        ))}
        {uploads.sending.map((one) => (
          <SendingLine key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
      <div className={classes.bring}>
        <Button
          type="button"
          variant="default"
          size="xs"
          leftSection={<IconPaperclip size={16} stroke={1.6} aria-hidden />}
          onClick={() => chooser.current?.click()}
        >
          {label === undefined ? t("task.results.add") : t("task.results.addOther")}
        </Button>
        {label === undefined && <span className={classes.quiet}>{t("task.results.hint")}</span>}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        aria-label={label ?? t("task.results.add")}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          // The same file again is a change, too.
          event.currentTarget.value = "";
        }}
      />
    </Input.Wrapper>
  );
}

/** Props of Earlier. */
interface EarlierProps {
  task: string;
  ids: string[];
  again: string[];
  onChange: (again: string[]) => void;
}

/** Earlier is the files that were handed in last time, to be handed in once more without being sent again. */
function Earlier({ task, ids, again, onChange }: EarlierProps) {
  const files = useQuery({ ...filesQuery(taskFiles(task)), enabled: ids.length > 0 });
  const left = files.data?.items.filter(({ id, removed }) => ids.includes(id) && removed === undefined) ?? [];
  const lost = files.data !== undefined && again.some((id) => !left.some((file) => file.id === id));
  // What was taken away since cannot be handed in, nor be seen to be chosen.
  useEffect(() => {
    if (lost) onChange(again.filter((id) => left.some((file) => file.id === id)));
  });
  if (ids.length === 0) return null;
  return (
    <Checkbox.Group value={again} onChange={onChange} label={t("task.results.again")}>
      <div className={classes.again}>
        {left.map(({ id, name, size }) => (
          <Checkbox key={id} value={id} label={name} description={formatBytes(size)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** useGone is which files of a draft the server has no more: what is attached to nothing is swept after a day. */
function useGone(files: Brought[]): string[] {
  // What is sent now is there: only what was found when the form was opened is asked for.
  const [found] = useState(files);
  const asked = useQueries({
    queries: found.map(({ id }) => ({
      queryKey: ["task", "upload", id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Upload>(`/uploads/${id}`, {}, signal),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    })),
  });
  const missing = found.filter((_, i) => isGone(asked[i]?.error)).map(({ id }) => id);
  return files.filter(({ id }) => missing.includes(id)).map(({ id }) => id);
}
