import { formatDayLong } from "@/shared/format/date";
import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { ActFrame, type ActProps } from "./ActFrame";
import classes from "./ActFrame.module.css";
import { useActForm } from "./useActForm";

/** AssignForm gives a draft, a proposal or a recalled task to its lead (giao), after a look at what is given. */
export function AssignForm({ task, onClose, onDone = onClose }: ActProps) {
  const form = useActForm({ opened: task, verb: "assign", initial: {}, bodyOf: () => ({}), onDone });
  return (
    <ActFrame form={form} onClose={onClose}>
      <dl className={classes.summary}>
        <dt>{t("task.lead")}</dt>
        <dd>{task.lead.person?.name ?? task.lead.unit.name}</dd>
        <dt>{t("task.due")}</dt>
        <dd>
          {task.dueOn === undefined ? t("timeliness.none") : formatDayLong(task.dueOn)}
          <p className={classes.explain}>{task.due.explain}</p>
        </dd>
        <dt>{t("task.product")}</dt>
        <dd>
          {task.product.name}, {formatQuantity(task.quantity)} × {formatQuantity(task.product.k)} ={" "}
          {formatDecimal(task.converted)}
        </dd>
      </dl>
      {Object.values(form.faults).map((fault) => (
        <p key={fault} className={classes.explain}>
          {fault}
        </p>
      ))}
    </ActFrame>
  );
}
