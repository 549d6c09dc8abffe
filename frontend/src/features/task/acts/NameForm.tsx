import { t } from "@/shared/i18n";
import { PersonPicker } from "../pick/PersonPicker";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

/** NameForm names who of the leading unit does the work (phân công); it then waits for that person. */
export function NameForm({ task, onClose, onDone = onClose }: ActProps) {
  const form = useActForm({
    opened: task,
    verb: "name",
    initial: { person: undefined as { id: string; name: string } | undefined },
    bodyOf: ({ person }) => (person === undefined ? undefined : { person: person.id }),
    onDone,
  });
  const { person } = form.draft.value;
  const missing = form.tried && person === undefined ? t("task.name.missing") : undefined;
  return (
    <ActFrame form={form} onClose={onClose}>
      <p className={classes.explain}>{t("task.explain.name", { unit: task.lead.unit.name })}</p>
      <div className={classes.listRoom}>
        <PersonPicker
          label={t("task.field.person")}
          unit={task.lead.unit.id}
          value={person}
          onChange={(chosen) => form.change({ person: chosen })}
          error={form.faults.person ?? missing}
        />
      </div>
    </ActFrame>
  );
}
