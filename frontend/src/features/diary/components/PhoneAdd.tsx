import { Button, Checkbox } from "@mantine/core";
import { type MouseEvent, useRef } from "react";
import { t } from "@/shared/i18n";
import { TextInput } from "@/shared/ui/Text";
import type { Line } from "../model/sheet";
import { longestLine, useAddForm } from "./addForm";
import classes from "./Entries.module.css";
import { TaskSelect } from "./TaskSelect";

// What most things take; another time can be given in the line itself afterwards.
const lengths = [15, 30, 45, 60, 90, 120];

/** keepFocus leaves the focus in the text: a phone closes its keyboard as soon as a button takes it. */
function keepFocus(event: MouseEvent) {
  event.preventDefault();
}

/**
 * PhoneAdd adds a line with the thumb: text, how long, for which task. It stays at the foot of the page, and the keyboard
 * stays open: a line is two taps, the minutes and the button, and the next one can be typed at once.
 */
export function PhoneAdd({ date, onAdd }: { date: string; onAdd: (line: Line) => void }) {
  const { value, change, add } = useAddForm(date, onAdd);
  const field = useRef<HTMLInputElement>(null);
  const started = value.text !== "" || value.task !== undefined;
  return (
    <form
      className={classes.phoneAdd}
      onSubmit={(event) => {
        event.preventDefault();
        if (add()) field.current?.focus();
      }}
    >
      <div className={classes.fieldAndButton}>
        <TextInput
          ref={field}
          className={classes.grow}
          aria-label={t("diary.add")}
          placeholder={t("diary.add.short")}
          maxLength={longestLine}
          enterKeyHint="send"
          value={value.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Button type="submit" disabled={value.text.trim() === ""} onMouseDown={keepFocus}>
          {t("diary.add.do")}
        </Button>
      </div>
      {started && (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways */}
          <div className={classes.chips} role="group" aria-label={t("diary.time")}>
            {lengths.map((minutes) => {
              const chosen = value.time === String(minutes);
              return (
                <button
                  key={minutes}
                  type="button"
                  className={classes.chip}
                  aria-pressed={chosen}
                  aria-label={t("minutes", { n: minutes })}
                  onMouseDown={keepFocus}
                  onClick={() => change({ time: chosen ? "" : String(minutes) })}
                >
                  {chosen ? t("minutes", { n: minutes }) : minutes}
                </button>
              );
            })}
          </div>
          <TaskSelect value={value.task} onChange={(task) => change({ task })} />
          <Checkbox
            size="sm"
            label={t("diary.unplanned")}
            checked={value.unplanned}
            onChange={(event) => change({ unplanned: event.currentTarget.checked })}
          />
        </>
      )}
    </form>
  );
}
