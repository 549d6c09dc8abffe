import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { BackNote } from "./BackNote";
import { Causes } from "./Causes";
import { DueDays } from "./DueAxis";
import { Extensions } from "./Extensions";
import { NudgeNote } from "./NudgeNote";
import { PauseNote } from "./PauseNote";
import { ProgressPart } from "./ProgressPart";
import { Properties } from "./Properties";
import { Submissions } from "./Submissions";
import classes from "./TaskBrief.module.css";
import { WaitsNote } from "./WaitsNote";

/** Props of TaskBrief; all: every report and submission, for the page of a phone. */
interface Props {
  task: Task;
  today: string;
  all?: boolean;
}

/** TaskBrief is a task in one narrow column: deadline, facts, progress, results. The panel and the phone show it. */
export function TaskBrief({ task, today, all = false }: Props) {
  return (
    <>
      <BackNote task={task} today={today} />
      <PauseNote task={task} today={today} />
      <NudgeNote task={task} today={today} />
      <WaitsNote task={task} />
      <DueDays task={task} compact />
      {task.closedReason !== undefined && task.closedReason !== "" && (
        <p className={classes.closed}>
          <strong>{t("task.closedReason")}</strong> {task.closedReason}
        </p>
      )}
      {task.description !== "" && <p className={classes.description}>{task.description}</p>}
      <div className={classes.part}>
        <Properties task={task} today={today} horizontal />
      </div>
      {(all || task.reports.length > 0 || task.state === "in_progress") && task.state !== "draft" && (
        <div className={classes.part}>
          <ProgressPart task={task} today={today} brief={!all} />
        </div>
      )}
      {task.causes.length > 0 && (
        <div className={classes.part}>
          <Causes task={task} today={today} />
        </div>
      )}
      {task.extensions.length > 0 && (
        <div className={classes.part}>
          <Extensions task={task} today={today} />
        </div>
      )}
      {task.submissions.length > 0 && (
        <div className={classes.part}>
          <Submissions task={task} today={today} lastOnly={!all} />
        </div>
      )}
    </>
  );
}
