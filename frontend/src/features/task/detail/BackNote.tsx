import { IconArrowBackUp } from "@tabler/icons-react";
import type { Task } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { Note } from "@/shared/ui/States";
import { backSentence, backWord } from "../model/back";
import classes from "./BackNote.module.css";

/** BackNote stands first of work that came back: how often, who sent it back, why and when; nothing of all other work, nor while it rests or something is asked. */
export function BackNote({ task, today }: { task: Task; today: string }) {
  const sentence = backSentence(task);
  if (
    task.back === undefined ||
    task.paused !== undefined ||
    task.askedDue !== undefined ||
    task.askedCause ||
    sentence === undefined
  )
    return null;
  return (
    <div className={classes.back}>
      <Note icon={IconArrowBackUp}>
        <strong>{backWord(task)}</strong> ·{" "}
        <time dateTime={task.back.at}>{formatInstantNear(task.back.at, today)}</time>
        <p className={classes.reason}>{sentence}</p>
      </Note>
    </div>
  );
}
