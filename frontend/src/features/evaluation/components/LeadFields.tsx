import { Radio, Textarea } from "@mantine/core";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { type LeadForm, leadFault, leadParts } from "../model/general";
import classes from "./General.module.css";

/** Props of LeadFields; tried: somebody tried to send; refused are the sentences of the server. */
interface Props {
  value: LeadForm;
  tried: boolean;
  refused: Partial<Record<"dd" | "e" | "reason", string>>;
  onChange: (change: Partial<LeadForm>) => void;
}

/** LeadFields takes đ and e of a leader, 100 or 50 each, with a reason where one is 50 (Điều 15). */
export function LeadFields({ value, tried, refused, onChange }: Props) {
  const fault = tried ? leadFault(value) : undefined;
  const partial = leadParts.some((part) => value[part] === 50);
  const reasonFault = refused.reason ?? (fault === "reason" ? t("evaluation.lead.needReason") : undefined);
  return (
    <fieldset className={classes.group}>
      <legend className={classes.name}>{t("evaluation.lead")}</legend>
      <div className={classes.lead}>
        {leadParts.map((part) => {
          const said = refused[part] ?? (fault === part ? t("evaluation.lead.need") : undefined);
          return (
            <Radio.Group
              key={part}
              label={t(`evaluation.part.${part}`)}
              value={value[part] === undefined ? null : String(value[part])}
              onChange={(points) => onChange({ [part]: Number(points) })}
              error={said === undefined ? undefined : <FieldError>{said}</FieldError>}
            >
              <div className={classes.leadChoices}>
                {(["100", "50"] as const).map((points) => (
                  <Radio
                    key={points}
                    value={points}
                    label={t("evaluation.lead.choice", { points, what: t(`evaluation.lead.${part}.${points}`) })}
                  />
                ))}
              </div>
            </Radio.Group>
          );
        })}
        {partial && (
          <Textarea
            label={t("evaluation.lead.reason")}
            required
            autosize
            minRows={1}
            maxRows={6}
            value={value.reason}
            onChange={(event) => onChange({ reason: event.currentTarget.value })}
            error={reasonFault === undefined ? undefined : <FieldError>{reasonFault}</FieldError>}
          />
        )}
      </div>
    </fieldset>
  );
}
