import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { Batch, BatchInput, PersonRef, TaskRow, Urgency } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ErrorState, FieldError } from "@/shared/ui/States";
import classes from "../acts/ActFrame.module.css";
import { isDay } from "../acts/DueForm";
import { type Attempt, attemptFor } from "../model/attempt";
import { faultsOf } from "../model/faults";
import { urgencies } from "../model/newTask";
import { PersonPicker } from "../pick/PersonPicker";
import { type BatchAct, useBegin } from "./queries";

/** Props of BatchForm; rows: the tasks as they stood when it was opened. */
interface Props {
  act: BatchAct;
  rows: readonly TaskRow[];
  onClose: () => void;
  onBegun: (batch: Batch) => void;
}

interface Typed {
  due: string;
  reason: string;
  to?: Pick<PersonRef, "id" | "name">;
  urgency?: Urgency;
  attempt?: Attempt;
}

/** BatchForm asks what an act with many tasks needs, once for all of them (thay đổi hàng loạt). */
export function BatchForm({ act, rows, onClose, onBegun }: Props) {
  const me = useMe();
  const phone = usePhone();
  const draft = useDraft<Typed>(`task.batch.${act}`, { due: "", reason: "" });
  const begin = useBegin();
  const [tries, setTries] = useState(0);
  const ref = useFaultFocus(begin.error ?? tries);
  const { due, reason, to, urgency } = draft.value;
  const change = (typed: Partial<Typed>) => draft.set({ ...draft.value, ...typed });
  const tried = tries > 0;
  const missing = {
    due: act === "reschedule" && !isDay(due),
    to: act === "change_lead" && to === undefined,
    urgency: act === "change_urgency" && urgency === undefined,
    reason: act !== "nudge" && !isReason(reason),
  };
  const faults = faultsOf(begin.error, (path) => path);

  const send = () => {
    setTries(tries + 1);
    if (begin.isPending || Object.values(missing).some(Boolean)) return;
    const body: BatchInput = {
      act,
      items: rows.map(({ id, version }) => ({ task: id, version })),
      ...(act === "reschedule" && { due: dayOfText(due) }),
      ...(act === "change_lead" && { to: to?.id }),
      ...(act === "change_urgency" && { urgency }),
      ...(act !== "nudge" && { reason: reason.trim() }),
    };
    const attempt = attemptFor(draft.value.attempt, body);
    change({ attempt });
    begin.mutate(
      { body, key: attempt.key },
      {
        onSuccess: (batch) => {
          draft.clear();
          onBegun(batch);
        },
      },
    );
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      size={560}
      fullScreen={phone}
      title={t(`task.batch.title.${act}`, { n: rows.length })}
      classNames={{ title: classes.title }}
    >
      <form
        ref={ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className={`${classes.explain} ${classes.apart}`}>{t(`task.batch.explain.${act}`)}</p>
        <div className={classes.restored}>
          <Restored draft={draft} />
        </div>
        <div className={classes.fields}>
          {act === "reschedule" && (
            <DayInput
              label={t("task.extension.newDue")}
              required
              value={due}
              onChange={(day) => change({ due: day })}
              error={faults.due ?? (tried && missing.due ? t("task.extension.dayMissing") : undefined)}
            />
          )}
          {act === "change_lead" && (
            <div className={classes.listRoom}>
              <PersonPicker
                label={t("task.batch.to")}
                unit={me.unit.id}
                value={to}
                onChange={(person) => change({ to: person })}
                error={faults.to ?? (tried && missing.to ? t("task.name.missing") : undefined)}
              />
            </div>
          )}
          {act === "change_urgency" && (
            <div>
              <SegmentedControl
                aria-label={t("task.urgency")}
                value={urgency ?? ""}
                onChange={(chosen) => change({ urgency: urgencies.find((one) => one === chosen) })}
                data={urgencies.map((one) => ({ value: one, label: t(`urgency.${one}`) }))}
              />
              <UrgencyFault
                text={faults.urgency ?? (tried && missing.urgency ? t("task.batch.urgencyMissing") : undefined)}
              />
            </div>
          )}
          {act !== "nudge" && (
            <ReasonField
              label={t("task.field.reason")}
              value={reason}
              onChange={(text) => change({ reason: text })}
              suggestions={
                act === "reschedule" ? [t("task.suggest.reschedule.1"), t("task.suggest.reschedule.2")] : undefined
              }
              tried={tried}
              error={faults.reason}
            />
          )}
        </div>
        {begin.error !== null && (
          <ErrorState title={t("task.batch.failed")} error={begin.error} textIsSafe={act !== "nudge"} />
        )}
        <Group className={classes.foot} justify="flex-end" gap="sm">
          <Button type="button" variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={begin.isPending}>
            {t(`task.batch.send.${act}`, { n: rows.length })}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function UrgencyFault({ text }: { text: string | undefined }) {
  return text === undefined ? null : <FieldError>{text}</FieldError>;
}
