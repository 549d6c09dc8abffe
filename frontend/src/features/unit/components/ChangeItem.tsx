import { Button, Progress } from "@mantine/core";
import { sentenceOf } from "@/shared/api/problem";
import { formatDay } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import type { UnitChange } from "../api";
import { useCancelChange } from "../queries";
import classes from "./Unit.module.css";

/** ChangeItem is one change of the tree: what, from when, by which document, and how far it is. */
export function ChangeItem({ change }: { change: UnitChange }) {
  const cancel = useCancelChange();
  return (
    <li className={classes.change} data-state={change.state}>
      <div className={classes.changeTitle}>{titleOf(change)}</div>
      <div className={classes.second}>
        {t("unit.change.by", {
          day: formatDay(change.on),
          number: change.docNumber,
          signed: formatDay(change.docDate),
          name: change.by,
        })}
      </div>
      <div className={classes.second} data-fault={change.state === "blocked" || undefined}>
        {t(`unit.state.${change.state}`)}
        {change.why !== undefined && `: ${change.why}`}
      </div>
      {change.state === "running" && <Steps change={change} />}
      {change.cancelable && (
        <Button
          variant="default"
          size="xs"
          className={classes.cancel}
          loading={cancel.isPending}
          onClick={() => cancel.mutate(change)}
        >
          {t("unit.change.cancel")}
        </Button>
      )}
      {cancel.isError && <FieldError>{sentenceOf(cancel.error)}</FieldError>}
    </li>
  );
}

/** titleOf says what a change does, with the names of then. */
function titleOf({ change, unit, target, details, from }: UnitChange): string {
  const names = { unit: unit.name, target: target?.name ?? "", name: details?.name ?? "", from: from ?? "" };
  return t(`unit.title.${change}`, names);
}

/** Steps shows how far the records are that follow a change. */
function Steps({ change: { steps } }: { change: UnitChange }) {
  return (
    <div role="status" className={classes.steps}>
      {steps.map(({ kind, done, total, ended }) => {
        const words = t("unit.step", { what: tx(`unit.kind.${kind}`, "unit.kind.other"), done, total });
        return (
          <div key={kind}>
            {words}
            <Progress
              size={6}
              value={ended ? 100 : total === 0 ? 0 : (100 * done) / total}
              color="var(--cv-accent-fill)"
              aria-label={words}
            />
          </div>
        );
      })}
    </div>
  );
}
