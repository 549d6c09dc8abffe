import type { ReactNode } from "react";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { periodName } from "../model/period";
import { EvaluationTabs } from "./EvaluationTabs";
import classes from "./Frame.module.css";
import { PeriodSelect } from "./PeriodSelect";

/** Props of Frame. */
interface Props {
  title: string;
  period: string;
  onPeriod: (period: string) => void;
  /** Stands at the right of the bar: how final what is shown is. */
  remark?: ReactNode;
  actions?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** Frame is what the pages of evaluation share: the month, the way between own score and unit, how final it is. */
export function Frame({ title, period, onPeriod, remark, actions, aside, children }: Props) {
  const hasTabs = useMe().reach.scores.length > 0;
  return (
    <Page
      title={title}
      printTitle={period === "" ? title : t("evaluation.print", { title, period: periodName(period) })}
      signed
      bar={
        <div className={classes.bar}>
          <h1 className={classes.title}>{t("nav.evaluation")}</h1>
          <PeriodSelect value={period} onChange={onPeriod} />
        </div>
      }
      actions={
        (remark !== undefined || actions !== undefined) && (
          <div className={classes.actions}>
            {remark}
            {actions}
          </div>
        )
      }
      below={hasTabs ? <EvaluationTabs period={period} /> : undefined}
      aside={aside}
      asideWidth={344}
      asideLabel={t("evaluation.aside")}
    >
      {children}
    </Page>
  );
}
