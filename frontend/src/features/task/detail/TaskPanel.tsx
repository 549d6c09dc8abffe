import { ActionIcon, Button } from "@mantine/core";
import { IconArrowsDiagonal, IconCopy, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useToday } from "@/shared/api/today";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { DueLabel } from "@/shared/ui/DueLabel";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { ActionBar } from "../acts/ActionBar";
import { taskQuery } from "../queries";
import { TaskBrief } from "./TaskBrief";
import { isGone, TaskNotShown } from "./TaskNotShown";
import classes from "./TaskPanel.module.css";

/** Props of TaskPanel. */
interface Props {
  id: string;
  onClose: () => void;
  /** Whether letter keys work and are shown: not in a drawer, where keys belong to the dialog. */
  keys?: boolean;
}

/** TaskPanel shows one task beside the list, with what can be done about it at its foot. */
export function TaskPanel({ id, onClose, keys = true }: Props) {
  const today = useToday()?.date ?? "";
  const task = useQuery(taskQuery(id));
  // What was just taken out of one's sight is not shown from memory.
  const shown = isGone(task.error) ? undefined : task.data;
  const code = shown?.code ?? "";
  useHotkey(".", "task.copyCode", () => void copyCode(code), keys && code !== "");

  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <span className={classes.code}>{code}</span>
        <CopyCode code={code} />
        <ActionIcon component={Link} to={`/tasks/${id}`} aria-label={t("task.openPage")}>
          <IconArrowsDiagonal size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon aria-label={t("close")} onClick={onClose}>
          <IconX size={18} stroke={1.6} />
        </ActionIcon>
      </div>
      {task.isPending && <SkeletonRows />}
      {task.isError && shown === undefined && <TaskNotShown error={task.error} onRetry={() => void task.refetch()} />}
      {shown !== undefined && (
        <>
          <div className={classes.body}>
            <h2 className={classes.title}>{shown.title}</h2>
            <div className={classes.axes}>
              <span className={classes.state}>
                <StateGlyph state={shown.state} /> {stateWord(shown.state)}
              </span>
              <DueLabel timeliness={shown.timeliness} state={shown.paused?.from ?? shown.state} amount badge />
            </div>
            <TaskBrief task={shown} today={today} />
            <Button component={Link} to={`/tasks/${id}`} variant="default" size="xs" className={classes.whole}>
              {t("task.openHistory")}
            </Button>
          </div>
          <div className={classes.foot}>
            <ActionBar key={id} task={shown} room={2} hints={keys} onGone={onClose} />
          </div>
        </>
      )}
    </div>
  );
}

/** CopyCode copies the code of a task, to be pasted into a message or a document. */
export function CopyCode({ code }: { code: string }) {
  return (
    <ActionIcon aria-label={t("task.copyCode")} disabled={code === ""} onClick={() => void copyCode(code)}>
      <IconCopy size={18} stroke={1.6} />
    </ActionIcon>
  );
}

/** copyCode puts a code on the clipboard and says so. */
export async function copyCode(code: string): Promise<void> {
  await navigator.clipboard.writeText(code);
  await toast(t("task.codeCopied", { code }));
}
