import type { Task } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { BackNote } from "./BackNote";
import { Causes } from "./Causes";
import classes from "./Detail.module.css";
import { DueDays, DueOn } from "./DueAxis";
import { Extensions } from "./Extensions";
import { Holder } from "./Holder";
import { LifecycleLine } from "./LifecycleLine";
import { NudgeNote } from "./NudgeNote";
import { PauseNote } from "./PauseNote";
import { ProgressPart } from "./ProgressPart";
import { Properties } from "./Properties";
import { Submissions } from "./Submissions";
import { WaitsNote } from "./WaitsNote";

/** TaskHead is the name of a task; on a narrow page with both axes in a word each. */
export function TaskHead({ task, narrow }: { task: Task; narrow: boolean }) {
  return (
    <>
      <h1 className={classes.title}>{task.title}</h1>
      {narrow && (
        <div className={classes.words}>
          <span className={classes.state}>
            <StateGlyph state={task.state} size={17} /> {stateWord(task.state)}
          </span>
          <DueLabel timeliness={task.timeliness} state={task.paused?.from ?? task.state} amount badge />
        </div>
      )}
    </>
  );
}

/** Props of TaskDetail; facts: they have no column of their own. */
interface Props {
  task: Task;
  today: string;
  facts: boolean;
}

/** TaskDetail is the body of the task page: both axes in full, then who holds it, results and reports side by side. */
export function TaskDetail({ task, today, facts }: Props) {
  return (
    <>
      <BackNote task={task} today={today} />
      <PauseNote task={task} today={today} />
      <NudgeNote task={task} today={today} />
      <WaitsNote task={task} />
      {task.description !== "" && <p className={classes.description}>{task.description}</p>}
      <div className={classes.axis}>
        <span className={classes.axisName}>{t("task.lifecycle")}</span>
        <div>
          {isOff(task) ? (
            <span className={classes.state}>
              <StateGlyph state={task.state} /> {stateWord(task.state)}
            </span>
          ) : (
            <LifecycleLine steps={task.steps} today={today} />
          )}
          {task.closedReason !== undefined && task.closedReason !== "" && (
            <p className={classes.quiet}>
              {t("task.closedReason")} {task.closedReason}
            </p>
          )}
        </div>
      </div>
      <div className={classes.axis}>
        <span className={classes.axisName}>{t("task.due")}</span>
        <div>
          <div className={classes.dueHead}>
            <DueLabel timeliness={task.timeliness} state={task.paused?.from ?? task.state} amount badge />
            {task.dueOn !== undefined && <DueOn day={task.dueOn} />}
          </div>
          <DueDays task={task} />
        </div>
      </div>
      {facts && (
        <div className={classes.part}>
          <Properties task={task} today={today} horizontal />
        </div>
      )}
      <div className={classes.columns}>
        <div>
          {task.waiting.length > 0 && (
            <div className={classes.first}>
              <SectionTitle large title={t("task.holder.title")} />
              <Holder task={task} today={today} />
            </div>
          )}
          <Causes task={task} today={today} />
          <Extensions task={task} today={today} />
          <Submissions task={task} today={today} />
        </div>
        {task.state !== "draft" && <ProgressPart task={task} today={today} />}
      </div>
    </>
  );
}

/** isOff reports whether the work left the line: drafts have not entered it, dropped work is no longer on it. */
function isOff({ state }: Task): boolean {
  return state === "draft" || state === "recalled" || state === "cancelled";
}
