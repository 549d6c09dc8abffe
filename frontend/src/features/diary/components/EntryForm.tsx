import { Button, Checkbox } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { t } from "@/shared/i18n";
import { Textarea, TextInput } from "@/shared/ui/Text";
import type { Line } from "../model/sheet";
import classes from "./Entries.module.css";
import { TaskSelect } from "./TaskSelect";
import { TimeField } from "./TimeField";

/** Props of EntryForm. */
interface Props {
  line: Line;
  onChange: (change: Partial<Line>) => void;
  onDone: () => void;
  onRemove: () => void;
  /** Makes a task of unplanned work that has none. */
  onTask?: () => void;
  making?: boolean;
}

/** EntryForm changes a line in its place. What is typed counts at once; Thôi puts back what stood there. */
export function EntryForm({ line, onChange, onDone, onRemove, onTask, making = false }: Props) {
  const [before] = useState(line);
  const cancel = () => {
    const { text, task, minutes, from, to, result, unplanned } = before;
    onChange({ text, task, minutes, from, to, result, unplanned });
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") cancel();
    // Inside a line Ctrl+Enter ends the line; only outside it sends the day.
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onDone();
    else return;
    event.preventDefault();
  };
  return (
    <li className={classes.form} onKeyDown={onKeyDown}>
      <Textarea
        label={t("diary.text")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        autoFocus
        value={line.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <TimeField value={line} onChange={onChange} />
        <TaskSelect labelled value={line.task} onChange={(task) => onChange({ task })} />
      </div>
      <TextInput
        label={t("diary.result")}
        maxLength={2000}
        value={line.result ?? ""}
        onChange={(event) => onChange({ result: event.currentTarget.value })}
      />
      <Checkbox
        label={t("diary.unplanned")}
        checked={line.unplanned}
        onChange={(event) => onChange({ unplanned: event.currentTarget.checked })}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t("diary.line.done")}
        </Button>
        <Button variant="subtle" color="gray" onClick={cancel}>
          {t("cancel")}
        </Button>
        {onTask !== undefined && (
          <Button variant="default" loading={making} onClick={onTask}>
            {t("diary.toTask")}
          </Button>
        )}
        <Button variant="subtle" color="gray" ml="auto" onClick={onRemove}>
          {t("diary.line.drop")}
        </Button>
      </div>
    </li>
  );
}
