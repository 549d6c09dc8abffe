import { Button, Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useMe } from "@/shared/api/session";
import type { Me, Task } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { formatDay, formatTime } from "@/shared/format/date";
import { type MessageKey, t } from "@/shared/i18n";
import { ConflictDialog } from "@/shared/ui/ConflictDialog";
import { DialogBody } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { faultsOf } from "../model/faults";
import {
  emptyForm,
  type FormField,
  fieldAt,
  formOf,
  type LeadChoice,
  standingFaults,
  type TaskForm,
} from "../model/newTask";
import { DuePane } from "./DuePane";
import { formConflict, mergedForm } from "./editConflict";
import classes from "./form.module.css";
import { TaskFields } from "./TaskFields";
import { useDue } from "./useDue";
import { type KeptForm, useTaskForm, type Wish } from "./useTaskForm";

/**
 * Props of TaskFormDialog; task: the draft, proposal or recalled task to change, nothing for a new one; lead: whom a new one
 * is meant for; parent: the task of which the new one is a part.
 */
interface Props {
  task?: Task;
  parent?: Task;
  lead?: LeadChoice;
  onSent: (task: Task, wish: Wish) => void;
  onClose: () => void;
}

/**
 * TaskFormDialog gives work (giao nhiệm vụ) or changes work that is not given yet. Who may not assign proposes work of
 * their own here (đề xuất việc của tôi), which waits for the head.
 */
export function TaskFormDialog({ task, parent, lead, onSent, onClose }: Props) {
  const me = useMe();
  const phone = usePhone();
  const [initial] = useState<KeptForm>(() =>
    task === undefined
      ? { form: newForm(me, lead, parent) }
      : { form: formOf(task), version: task.version, base: formOf(task) },
  );
  const state = useTaskForm(initial, task, parent, (sent, wish) => {
    // The next task usually comes from the same document.
    if (wish.next) state.restart({ ...newForm(me, undefined, parent), document: form.document });
    onSent(sent, wish);
  });
  const { form } = state.draft.value;
  // What was typed before goes to whom it was meant for now.
  const [meant] = useState(me.can.assign ? lead : undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form opens
  useEffect(() => {
    if (meant !== undefined && form.lead?.person?.id !== meant.person?.id) state.change({ lead: meant });
  }, []);
  const ownWork = form.lead?.person?.id === me.id;
  const proposed = task !== undefined && task.state === "draft" && task.lead.person?.id === task.assignedBy.id;
  const gives = me.can.assign && !ownWork && (task === undefined || task.acts.includes("assign"));
  const due = useDue(form);
  // A draft may keep a day that is over; nobody is given work until then.
  const sendAs = (wish: Wish) => state.send(wish, due.isPast && (wish.assign || !gives));
  const send = () => sendAs({ assign: gives });
  const refused = faultsOf(state.error, fieldAt);
  const standing = standingFaults(refused, form, state.lastSent);
  const isMended = Object.keys(refused).length > 0 && Object.keys(standing).length === 0;
  const faults: Partial<Record<FormField, string>> = {
    ...Object.fromEntries(state.missing.map((field) => [field, t(`task.missing.${field}`)])),
    ...standing,
    ...(due.isPast && { due: t("task.due.past") }),
  };
  const ref = useFaultFocus(state.error ?? state.tries);

  if (state.sent) return null;
  // One dialog at a time: what was typed is kept meanwhile.
  if (state.conflict !== undefined) {
    return (
      <Conflict state={state} stored={state.conflict} form={form} base={state.draft.value.base} onClose={onClose} />
    );
  }
  return (
    <Modal.Root opened onClose={onClose} size={1072} yOffset="min(5dvh, 1.5rem)" fullScreen={phone}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header className={classes.header}>
          <Modal.Title className={classes.heading}>{t(headingOf(me, task, parent))}</Modal.Title>
          {state.savedAt !== undefined && (
            <span className={classes.saved}>
              {t("task.form.kept", { time: formatTime(state.savedAt.toISOString()) })}
            </span>
          )}
          <Modal.CloseButton aria-label={t("close")} />
        </Modal.Header>
        <Modal.Body className={classes.body}>
          <DialogBody>
            <form
              ref={ref}
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                send();
              }}
            >
              <div className={classes.columns}>
                <div className={classes.fields}>
                  <Restored draft={state.draft} />
                  {parent !== undefined && (
                    <p className={classes.fixed}>
                      <span>{t("task.parent")}</span>
                      {parent.title}
                      {parent.dueOn !== undefined && (
                        <span>{t("task.split.until", { due: formatDay(parent.dueOn) })}</span>
                      )}
                    </p>
                  )}
                  <TaskFields
                    form={form}
                    onChange={state.change}
                    faults={faults}
                    fixedLead={!me.can.assign || proposed}
                    spread={parent !== undefined ? "beside" : task === undefined && gives ? "below" : undefined}
                    coordinated={me.can.assign}
                    belowDue={phone && <DuePane form={form} due={due} proposal={!gives} />}
                  />
                </div>
                {!phone && <DuePane form={form} due={due} proposal={!gives} />}
              </div>
              {state.error !== null && !isMended && (
                <div className={classes.problem}>
                  <ErrorState title={t("task.form.failed")} error={state.error} textIsSafe />
                </div>
              )}
              <div className={classes.foot}>
                <Buttons
                  isNew={task === undefined}
                  gives={gives}
                  spread={parent === undefined && (form.others ?? []).length > 0}
                  pending={state.pending}
                  onSend={sendAs}
                />
              </div>
            </form>
          </DialogBody>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** headingOf says what the form is for. */
function headingOf(me: Me, task: Task | undefined, parent: Task | undefined): MessageKey {
  if (task !== undefined) return "task.edit";
  if (parent !== undefined) return "task.split";
  return me.can.assign ? "task.new" : "task.propose";
}

/**
 * newForm is the empty form, for somebody when the way here began with a person. A part of other work comes from the same
 * document, is as urgent, and is due with it.
 */
function newForm(me: Me, lead: LeadChoice | undefined, parent: Task | undefined): TaskForm {
  const form = parent === undefined ? emptyForm(me) : { ...emptyForm(me), ...inherited(parent) };
  return lead !== undefined && me.can.assign ? { ...form, lead } : form;
}

function inherited({ documentInfo, urgency, dueOn }: Task): Partial<TaskForm> {
  return { document: documentInfo, urgency, ...(dueOn !== undefined && { dueKind: "date", date: dueOn }) };
}

/** Props of Buttons. */
interface ButtonsProps {
  isNew: boolean;
  gives: boolean;
  /** Others are given it too: a draft does not keep them. */
  spread: boolean;
  pending: boolean;
  onSend: (wish: Wish) => void;
}

function Buttons({ isNew, gives, spread, pending, onSend }: ButtonsProps) {
  const send = gives ? "task.send.assign" : isNew ? "task.send.proposal" : "task.send.edit";
  return (
    <>
      {gives && !spread && (
        <Button
          type="button"
          variant="subtle"
          color="gray"
          disabled={pending}
          onClick={() => onSend({ assign: false, draft: true })}
        >
          {t(isNew ? "task.send.draft" : "task.send.edit")}
        </Button>
      )}
      {isNew && (
        <Button
          type="button"
          variant="default"
          disabled={pending}
          onClick={() => onSend({ assign: gives, next: true })}
        >
          {t(gives ? "task.send.assignNext" : "task.send.proposalNext")}
        </Button>
      )}
      <Button type="submit" loading={pending} rightSection={<Kbd>{t("task.hint.send")}</Kbd>}>
        {t(send)}
      </Button>
    </>
  );
}

/** Props of Conflict; base: what the form began with. */
interface ConflictProps {
  state: ReturnType<typeof useTaskForm>;
  stored: Task;
  form: TaskForm;
  base: TaskForm | undefined;
  onClose: () => void;
}

function Conflict({ state, stored, form, base, onClose }: ConflictProps) {
  const theirs = formOf(stored);
  return (
    <ConflictDialog
      fields={formConflict(form, theirs, base ?? theirs)}
      mineVersion={state.draft.value.version ?? stored.version}
      theirsVersion={stored.version}
      theirsAt={stored.updatedAt}
      onKeep={() => {
        state.draft.clear();
        onClose();
      }}
      onSend={(choices) => state.sendOver(mergedForm(form, theirs, choices))}
      onClose={state.dismiss}
    />
  );
}
