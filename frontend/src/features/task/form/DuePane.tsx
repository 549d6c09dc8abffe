import { IconAlertTriangle, IconBell, IconClock, IconUserCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, Note } from "@/shared/ui/States";
import { DueGrid } from "../components/DueGrid";
import type { TaskForm } from "../model/newTask";
import classes from "./form.module.css";
import type { FormDue } from "./useDue";

/** Props of DuePane; proposal: the head still decides, so nobody is told to begin. */
interface Props {
  form: TaskForm;
  due: FormDue;
  proposal: boolean;
}

/** DuePane shows live what day the deadline is, which days count, and what happens after sending. */
export function DuePane({ form, due, proposal }: Props) {
  const isReminded = due.rule !== undefined && due.rule.kind !== "none" && !due.isPast;
  return (
    <div className={classes.pane}>
      <div aria-live="polite">
        <Preview due={due} />
      </div>
      <div className={classes.after}>
        <SectionTitle title={proposal ? t("task.after.proposal") : t("task.after")} />
        <ul>
          {proposal ? (
            <After icon={<IconUserCheck size={16} stroke={1.6} aria-hidden />}>{t("task.after.head")}</After>
          ) : (
            <After icon={<IconBell size={16} stroke={1.6} aria-hidden />}>{toldText(form)}</After>
          )}
          {isReminded && (
            <After icon={<IconClock size={16} stroke={1.6} aria-hidden />}>{t("task.after.reminders")}</After>
          )}
        </ul>
      </div>
    </div>
  );
}

/** Preview is the day itself. */
function Preview({ due: { rule, preview, today } }: { due: FormDue }) {
  if (rule === undefined) return <p className={classes.caption}>{t("task.due.incomplete")}</p>;
  if (rule.kind === "none") {
    return (
      <>
        <p className={classes.caption}>{t("task.due.on.full")}</p>
        <p className={classes.date}>{t("timeliness.none")}</p>
        <p className={classes.sentence}>{t("task.due.noneExplain")}</p>
      </>
    );
  }
  if (preview.isError) {
    return <ErrorState title={t("task.due.failed")} error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (preview.data === undefined) return null;
  const { due, explain, days, warnings } = preview.data;
  return (
    <>
      <p className={classes.caption}>{t("task.due.on.full")}</p>
      {due !== undefined && <p className={classes.date}>{formatDayLong(due)}</p>}
      <p className={classes.sentence}>{explain}</p>
      {warnings.map((warning) => (
        <Note key={warning} icon={IconAlertTriangle}>
          {warning}
        </Note>
      ))}
      <div className={classes.calendar}>
        <DueGrid days={days} label={t("task.due.days")} today={today} given={today} />
      </div>
    </>
  );
}

function After({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      {icon}
      <span>{children}</span>
    </li>
  );
}

/** toldText says who is told at once. */
function toldText({ lead, coordinators }: TaskForm): string {
  const name = lead?.person?.name ?? lead?.unit.name;
  if (name === undefined) return t("task.after.told");
  const who = lead?.person === undefined ? t("task.after.unit", { unit: name }) : t("task.after.person", { name });
  return coordinators.length === 0 ? `${who}.` : t("task.after.both", { who, n: coordinators.length });
}
