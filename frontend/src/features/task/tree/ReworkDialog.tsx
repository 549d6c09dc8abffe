import { Button, Checkbox, Stack } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import type { Task, TaskNode } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { Frame } from "../parts/PartDialog";
import { useRework } from "../parts/queries";
import classes from "./Children.module.css";

/** Props of both; items: what is below the task, of which the completed ones can go back. */
interface Props {
  task: Task;
  items: readonly TaskNode[];
}

/** Rework opens the dialog in which the lead of work that came back sends finished parts back. */
export function Rework({ task, items }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowBackUp size={16} stroke={1.6} />}
        onClick={() => setOpen(true)}
      >
        {t("task.rework")}
      </Button>
      {open && <ReworkDialog task={task} items={items} onClose={() => setOpen(false)} />}
    </>
  );
}

/** ReworkDialog sends chosen finished parts back for rework, all of them or none, with one reason. */
export function ReworkDialog({ task, items, onClose }: Props & { onClose: () => void }) {
  const [opened] = useState(task);
  const rework = useRework(opened);
  const begun: { chosen: string[]; reason: string } = { chosen: [], reason: "" };
  const [initial] = useState(begun);
  const draft = useDraft(`task.rework.${opened.id}`, initial);
  const [tries, setTries] = useState(0);
  const done = items.filter(({ state }) => state === "completed");
  const { reason } = draft.value;
  const chosen = draft.value.chosen.filter((id) => done.some((node) => node.id === id));
  const faults = faultsOf(rework.error, (path) => (path.startsWith("tasks") ? "tasks" : path));
  const send = () => {
    setTries(tries + 1);
    if (chosen.length === 0 || !isReason(reason)) return;
    rework.mutate(
      { tasks: chosen, reason: reason.trim() },
      {
        onSuccess: () => {
          draft.clear();
          void toast(t("task.rework.done", { n: chosen.length }));
          onClose();
        },
      },
    );
  };
  const missing = tries > 0 && chosen.length === 0 ? t("task.rework.missing") : undefined;
  return (
    <Frame
      task={opened}
      title={t("task.rework")}
      button={t("task.rework.send")}
      draft={draft}
      sending={rework}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.note}>{t("task.rework.explain")}</p>
      <Checkbox.Group
        label={t("task.rework.which")}
        value={chosen}
        onChange={(next) => draft.set({ chosen: next, reason })}
      >
        <Stack gap="xs" mt="xs">
          {done.map(({ id, code, title, lead }) => (
            <Checkbox
              key={id}
              value={id}
              label={`${code} ${title}`}
              description={lead.person?.name ?? lead.unit.name}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {(faults.tasks ?? missing) !== undefined && <FieldError>{faults.tasks ?? missing}</FieldError>}
      <ReasonField
        label={t("task.field.reason")}
        value={reason}
        onChange={(next) => draft.set({ chosen, reason: next })}
        tried={tries > 0}
        error={faults.reason}
      />
    </Frame>
  );
}
