import { IconBellRinging } from "@tabler/icons-react";
import type { TaskRow } from "@/shared/api/types";
import { Note } from "@/shared/ui/States";
import { nudgeSentence } from "../model/nudge";
import classes from "./BackNote.module.css";

/** NudgeNote says how often the open work was pressed for, and last by whom and when; nothing of all other work. */
export function NudgeNote({ task, today }: { task: TaskRow; today: string }) {
  const sentence = nudgeSentence(task, today);
  if (sentence === undefined) return null;
  return (
    <div className={classes.back}>
      <Note icon={IconBellRinging}>{sentence}</Note>
    </div>
  );
}
