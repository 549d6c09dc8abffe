import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { formatPlain } from "../model/decimal";
import type { GroupFault, GroupPoints, GroupRule } from "../model/general";
import classes from "./General.module.css";

/** Props of GroupField; refused are the sentences of the server. */
interface Props {
  rule: GroupRule;
  value: GroupPoints;
  fault?: GroupFault;
  refused: { points?: string; remark?: string };
  /** What the person gave themselves, beside the superior's own points. */
  own?: { points?: string; remark?: string };
  onChange: (change: Partial<GroupPoints>) => void;
}

/** GroupField takes the points of one group of the general criteria, and a remark where they are below the maximum. */
export function GroupField({ rule, value, fault, refused, own, onChange }: Props) {
  const max = Number(rule.max);
  const below = value.points !== undefined && value.points < max;
  const pointsFault = refused.points ?? (fault === "points" ? t("evaluation.give.needPoints") : undefined);
  const remarkFault = refused.remark ?? (fault === "remark" ? t("evaluation.give.needRemark") : undefined);
  return (
    <fieldset className={classes.group}>
      <legend className={classes.name}>{rule.name}</legend>
      <div className={classes.fields}>
        {own?.points !== undefined && (
          <span className={classes.own}>
            {t("evaluation.self.group", { points: formatDecimal(own.points) })}
            {own.remark !== undefined && ` · ${own.remark}`}
          </span>
        )}
        <DecimalField
          label={t("evaluation.give.points", { max: formatPlain(rule.max) })}
          min={0}
          max={max}
          step={Number(rule.step)}
          value={value.points}
          onChange={(points) => onChange({ points })}
          error={pointsFault}
        />
        <Textarea
          label={t("evaluation.give.remark")}
          required={below}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={1000}
          placeholder={
            below ? t("evaluation.give.remarkHint", { lost: formatQuantity(max - (value.points ?? 0)) }) : undefined
          }
          value={value.remark}
          onChange={(event) => onChange({ remark: event.currentTarget.value })}
          error={remarkFault === undefined ? undefined : <FieldError>{remarkFault}</FieldError>}
        />
      </div>
    </fieldset>
  );
}
