import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { isConflict } from "@/shared/api/problem";
import type { Task, TaskAct } from "@/shared/api/types";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { type MessageKey, t } from "@/shared/i18n";
import { useLine } from "@/shared/realtime/line";
import { usePolledAt } from "@/shared/realtime/poll";
import { Kbd } from "@/shared/ui/Section";
import { stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState } from "@/shared/ui/States";
import { ActDialog, type AskingVerb } from "./ActDialog";
import classes from "./ActionBar.module.css";
import { isQuiet, layOut } from "./acts";
import { NextWaiting } from "./NextWaiting";
import { takesAway, useAcceptNow } from "./useAct";
import { useNudge } from "./useNudge";

// Keys of the acts that have one; each has its button too.
const keys: Partial<Record<TaskAct, { keys: string; hint: MessageKey }>> = {
  assign: { keys: "a", hint: "task.hint.assign" },
  nudge: { keys: "n", hint: "task.hint.nudge" },
  report: { keys: "b", hint: "task.hint.report" },
  ask_extension: { keys: "x", hint: "task.hint.extend" },
  reschedule: { keys: "d", hint: "task.hint.due" },
  submit: { keys: "mod+Enter", hint: "task.hint.send" },
};

// What somebody waited for: when it is done, the next one waits.
const decisions: readonly AskingVerb[] = ["approve", "return", "assign", "name"];

/** Props of ActionBar; room: how many buttons fit beside each other. */
interface Props {
  task: Task;
  room: number;
  /** Whether keys work and are shown on the buttons. */
  hints?: boolean;
  /** Called when the task is no longer the person's to see. */
  onGone: () => void;
}

/** ActionBar offers what the person may do with a task now, and nothing else; at most one button is filled. */
export function ActionBar({ task, room, hints = true, onGone }: Props) {
  const navigate = useNavigate();
  // The task as it stood when the form was opened: a push must not change what is being answered.
  const [open, setOpen] = useState<{ verb: AskingVerb; task: Task }>();
  const [decided, setDecided] = useState(false);
  const { accept, error, isPending } = useAcceptNow(task, onGone);
  const nudge = useNudge();
  const bar = layOut(task.acts, room);
  const polled = usePolledAt() !== undefined;
  const lost = useLine().state.status === "lost" && !polled;

  const run = (act: TaskAct) => {
    if (act === "edit") void navigate(`/tasks/${task.id}/edit`);
    else if (act === "accept") accept();
    else if (act === "nudge") nudge.mutate(task);
    else setOpen({ verb: act, task });
  };

  return (
    <>
      {(Object.keys(keys) as TaskAct[]).map((act) => (
        <ActKey
          key={act}
          act={act}
          run={() => run(act)}
          enabled={hints && !lost && open === undefined && task.acts.includes(act)}
        />
      ))}
      {error !== null && (
        <ErrorState
          title={
            isConflict<Task>(error)
              ? t("task.moved", { state: stateWord(error.current.state) })
              : t("task.failed.accept")
          }
          error={error}
        />
      )}
      {nudge.error !== null && <ErrorState title={t("task.failed.nudge")} error={nudge.error} />}
      {task.acts.length > 0 && (
        <fieldset className={classes.bar} disabled={lost} aria-label={t("task.acts")}>
          {bar.filled !== undefined && (
            <ActButton act={bar.filled} filled pending={isPending} hints={hints} run={run} />
          )}
          {bar.plain.map((act) => (
            <ActButton key={act} act={act} pending={act === "nudge" && nudge.isPending} hints={hints} run={run} />
          ))}
          {bar.menu.length > 0 && (
            <Menu position="top-end">
              <Menu.Target>
                <ActionIcon variant="default" className={classes.more} aria-label={t("task.acts.more")}>
                  <IconDots size={18} stroke={1.6} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {bar.menu.map((act) => (
                  <Menu.Item key={act} onClick={() => run(act)}>
                    {t(`task.act.${act}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </fieldset>
      )}
      {decided && <NextWaiting after={task.id} filled={bar.filled === undefined} />}
      {lost && task.acts.length > 0 && <p className={classes.reason}>{t("task.offline")}</p>}
      {open !== undefined && (
        <ActDialog
          verb={open.verb}
          task={open.task}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            if (takesAway(open.verb, open.task)) return onGone();
            setOpen(undefined);
            setDecided(decisions.includes(open.verb));
          }}
          onGone={onGone}
        />
      )}
    </>
  );
}

/** Props of ActButton. */
interface ButtonProps {
  act: TaskAct;
  filled?: boolean;
  pending: boolean;
  hints: boolean;
  run: (act: TaskAct) => void;
}

function ActButton({ act, filled = false, pending, hints, run }: ButtonProps) {
  const hint = hints ? keys[act]?.hint : undefined;
  const variant = filled ? "filled" : isQuiet(act) ? "subtle" : "default";
  return (
    <Button
      variant={variant}
      color={variant === "subtle" ? "gray" : undefined}
      loading={pending}
      leftSection={act === "submit" ? <IconSend size={16} stroke={1.6} /> : undefined}
      rightSection={hint === undefined ? undefined : <Kbd>{t(hint)}</Kbd>}
      onClick={() => run(act)}
    >
      {t(`task.act.${act}`)}
    </Button>
  );
}

/** ActKey makes the key of one act work while its button is shown. */
function ActKey({ act, run, enabled }: { act: TaskAct; run: () => void; enabled: boolean }) {
  useHotkey(keys[act]?.keys ?? "", `task.act.${act}`, run, enabled);
  return null;
}
