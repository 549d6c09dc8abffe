import type { ReactNode } from "react";
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
  /** What is printed has places for signatures. */
  signed?: boolean;
  children: ReactNode;
}

/** Frame is what the pages of evaluation share: the month, the way between own score and unit, how final it is. */
export function Frame(props: Props) {
  const { title, period, onPeriod, remark, actions, aside, signed = true, children } = props;
  return (
    <Page
      title={title}
      printTitle={period === "" ? title : t("evaluation.print", { title, period: periodName(period) })}
      signed={signed}
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
      below={<EvaluationTabs period={period} />}
      aside={aside}
      asideWidth={344}
      asideLabel={t("evaluation.aside")}
    >
      {children}
    </Page>
  );
}
