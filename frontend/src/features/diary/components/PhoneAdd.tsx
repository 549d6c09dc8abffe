import { Button, Checkbox, TextInput } from "@mantine/core";
import { t } from "@/shared/i18n";
import type { Line } from "../model/sheet";
import { useAddForm } from "./addForm";
import classes from "./Entries.module.css";
import { TaskSelect } from "./TaskSelect";

// What most things take; another time can be given in the line itself afterwards.
const lengths = [15, 30, 45, 60, 90, 120];

/** PhoneAdd adds a line with the thumb: text, how long, for which task. It stays at the foot of the page. */
export function PhoneAdd({ date, onAdd }: { date: string; onAdd: (line: Line) => void }) {
  const { value, change, add } = useAddForm(date, onAdd);
  const started = value.text !== "" || value.task !== undefined;
  return (
    <form
      className={classes.phoneAdd}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className={classes.fieldAndButton}>
        <TextInput
          className={classes.grow}
          aria-label={t("diary.add")}
          placeholder={t("diary.add.short")}
          maxLength={2000}
          enterKeyHint="done"
          value={value.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Button type="submit" disabled={value.text.trim() === ""}>
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
