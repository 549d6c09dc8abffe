import { Button } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { type Edits, type Line, type Sheet, tidy, withLine, withoutLine } from "../model/sheet";
import { mayBeTask, useLineTask } from "../reuse/useLineTask";
import classes from "./Entries.module.css";
import { EntryForm } from "./EntryForm";
import { EntryRow } from "./EntryRow";

/** Props of EntryList. */
interface Props {
  keeper: Edits;
  sheet: Sheet;
  today: string;
  /** The keys of the lines that the server does not have as they stand. */
  unsent?: Set<string>;
}

/** EntryList is the lines of a day that is being written; one of them may be open to be changed in its place. */
export function EntryList({ keeper, sheet, today, unsent }: Props) {
  const [open, setOpen] = useState<string>();
  const toTask = useLineTask(keeper);
  const [removed, setRemoved] = useState<{ line: Line; at: number }>();

  const remove = (line: Line) => {
    const at = sheet.lines.findIndex(({ key }) => key === line.key);
    keeper.edit((now) => withoutLine(now, line.key));
    setRemoved(tidy(line.text) === "" ? undefined : { line, at });
    setOpen(undefined);
  };
  const putBack = ({ line, at }: { line: Line; at: number }) => {
    keeper.edit((now) => ({ ...now, lines: now.lines.toSpliced(at, 0, line) }));
    setRemoved(undefined);
  };
  const close = (line: Line) => (tidy(line.text) === "" ? remove(line) : setOpen(undefined));

  return (
    <>
      <ul className={classes.list} aria-label={t("diary.lines")}>
        {sheet.lines.map((line) =>
          line.key === open ? (
            <EntryForm
              key={line.key}
              line={line}
              onChange={(change) => keeper.edit((now) => withLine(now, line.key, change))}
              onDone={() => close(line)}
              onRemove={() => remove(line)}
              onTask={mayBeTask(line) ? () => toTask.mutate(line) : undefined}
              making={toTask.isPending && toTask.variables.key === line.key}
            />
          ) : (
            <EntryRow
              key={line.key}
              line={line}
              today={today}
              unsent={unsent?.has(line.key)}
              onEdit={() => setOpen(line.key)}
              onRemove={() => remove(line)}
              onTask={mayBeTask(line) ? () => toTask.mutate(line) : undefined}
              making={toTask.isPending && toTask.variables.key === line.key}
            />
          ),
        )}
      </ul>
      {toTask.isError && (
        <div className={classes.removed} role="alert">
          <FieldError>{sentenceOf(toTask.error)}</FieldError>
        </div>
      )}
      {removed !== undefined && (
        <p className={classes.removed} role="status">
          {t("diary.line.removed", { text: removed.line.text })}
          <Button variant="default" size="xs" onClick={() => putBack(removed)}>
            {t("diary.line.putBack")}
          </Button>
        </p>
      )}
    </>
  );
}
