import { t } from "@/shared/i18n";
import { Choice } from "@/shared/ui/Choice";
import { DecimalField } from "@/shared/ui/DecimalField";
import { type StepValues, stepParts, stepPresets } from "./choice";
import classes from "./Settings.module.css";

/** Props of StepFields; errors are the sentences of the server by path. */
interface Props {
  value: StepValues;
  errors: Record<string, string | undefined>;
  onChange: (next: StepValues) => void;
}

/** StepFields dates the steps of the procedure: working days after the period, or days of its last month as offices print them. */
export function StepFields({ value, errors, onChange }: Props) {
  const most = value.way === "after" ? 20 : 28;
  return (
    <fieldset className={classes.groups}>
      <legend>{t("evaluation.set.steps")}</legend>
      <Choice
        label={t("evaluation.set.steps.way")}
        value={value.way}
        onChange={(way) =>
          onChange({ ...value, way: way as StepValues["way"], ...stepPresets[way as StepValues["way"]] })
        }
        data={(["after", "in_month"] as const).map((way) => ({ value: way, label: t(`evaluation.set.steps.${way}`) }))}
      />
      <div className={classes.fields}>
        {stepParts.map((part) => (
          <DecimalField
            key={part}
            label={t(`evaluation.set.steps.${part}`)}
            value={value[part]}
            min={1}
            max={part === "petition" || part === "answer" ? 20 : most}
            step={1}
            onChange={(days) => onChange({ ...value, [part]: days })}
            error={errors[`choice.steps.${part}`]}
          />
        ))}
      </div>
    </fieldset>
  );
}
