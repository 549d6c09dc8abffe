import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Task, Urgency } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { urgencies } from "../model/newTask";
import { Frame } from "./PartDialog";
import classes from "./Parts.module.css";
import { useUrge } from "./queries";

/** ChangeUrgency opens the dialog in which the assigner changes how urgent a task is. */
export function ChangeUrgency({ task }: { task: Task }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.change}>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t("task.urgency.change")}
      </Button>
      {open && <UrgencyDialog task={task} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** UrgencyDialog changes how urgent a task is (đổi độ khẩn), with a reason; the open work below goes along. */
export function UrgencyDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const [opened] = useState(task);
  const urge = useUrge(opened);
  const begun: { urgency: Urgency; reason: string } = { urgency: opened.urgency, reason: "" };
  const [initial] = useState(begun);
  const draft = useDraft(`task.urgency.${opened.id}`, initial);
  const [tries, setTries] = useState(0);
  const { urgency, reason } = draft.value;
  const faults = faultsOf(urge.error, (path) => path);
  const same = tries > 0 && urgency === opened.urgency ? t("task.urgency.same") : undefined;
  const send = () => {
    setTries(tries + 1);
    if (urgency === opened.urgency || !isReason(reason)) return;
    urge.mutate(
      { urgency, reason: reason.trim() },
      {
        onSuccess: () => {
          draft.clear();
          void toast(t("task.urgency.done", { code: opened.code, urgency: t(`urgency.${urgency}`) }));
          onClose();
        },
      },
    );
  };
  return (
    <Frame
      task={opened}
      title={t("task.urgency.change")}
      button={t("task.urgency.change")}
      draft={draft}
      sending={urge}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.explain}>{t("task.urgency.explain")}</p>
      <div>
        <SegmentedControl
          aria-label={t("task.urgency")}
          value={urgency}
          onChange={(chosen) => draft.set({ urgency: urgencies.find((one) => one === chosen) ?? urgency, reason })}
          data={urgencies.map((one) => ({ value: one, label: t(`urgency.${one}`) }))}
        />
        {(faults.urgency ?? same) !== undefined && <FieldError>{faults.urgency ?? same}</FieldError>}
      </div>
      <ReasonField
        label={t("task.field.reason")}
        value={reason}
        onChange={(next) => draft.set({ urgency, reason: next })}
        tried={tries > 0}
        error={faults.reason}
      />
    </Frame>
  );
}
