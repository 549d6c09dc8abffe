import { Button, Group, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import type { Task } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { type Draft, useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState, FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { faultsOf } from "../model/faults";
import { PersonPicker } from "../pick/PersonPicker";
import classes from "./Parts.module.css";
import { refOf, usePartAct } from "./queries";

/** A coordinator of a task. */
export type Part = Task["coordinators"][number];

/** What a dialog about a part is for. */
export type PartAsk = "deliver" | "return" | "name";

/** Props of PartDialog. */
interface Props {
  task: Task;
  part: Part;
  ask: PartAsk;
  onClose: () => void;
}

/** PartDialog hands a part in, sends it back with a reason, or names who does it. What was typed is kept until it is sent. */
export function PartDialog({ task, part, ask, onClose }: Props) {
  if (ask === "name") return <NameDialog task={task} part={part} onClose={onClose} />;
  return <TextDialog task={task} part={part} ask={ask} onClose={onClose} />;
}

function TextDialog({ task, part, ask, onClose }: Props & { ask: "deliver" | "return" }) {
  const deliver = usePartAct(task, "deliver");
  const answer = usePartAct(task, "answer");
  const sending = ask === "deliver" ? deliver : answer;
  const draft = useDraft(`task.part.${ask}.${task.id}.${part.person?.id ?? part.unit.id}`, { text: "" });
  const [tries, setTries] = useState(0);
  const { text } = draft.value;
  const whole = ask === "deliver" ? text.trim() !== "" : isReason(text);
  const faults = faultsOf(sending.error, (path) => path);
  const done = {
    onSuccess: () => {
      draft.clear();
      void toast(t(`task.part.done.${ask}`, { name: partName(part) }));
      onClose();
    },
  };
  const send = () => {
    setTries(tries + 1);
    if (!whole) return;
    if (ask === "deliver") deliver.mutate({ of: refOf(part), note: text.trim() }, done);
    else answer.mutate({ of: refOf(part), taken: false, reason: text.trim() }, done);
  };
  const missing = tries > 0 && !whole ? t("task.part.note.missing") : undefined;
  return (
    <Frame
      task={task}
      title={t(`task.part.${ask}.title`, { name: partName(part) })}
      button={t(`task.part.${ask}`)}
      draft={draft}
      sending={sending}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.explain}>{t(`task.part.${ask}.explain`)}</p>
      {ask === "return" ? (
        <ReasonField
          label={t("task.field.reason")}
          value={text}
          onChange={(next) => draft.set({ text: next })}
          tried={tries > 0}
          error={faults.reason}
        />
      ) : (
        <Textarea
          label={t("task.part.note")}
          required
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2000}
          value={text}
          onChange={(event) => draft.set({ text: event.currentTarget.value })}
          error={(faults.note ?? missing) === undefined ? undefined : <FieldError>{faults.note ?? missing}</FieldError>}
        />
      )}
    </Frame>
  );
}

function NameDialog({ task, part, onClose }: Omit<Props, "ask">) {
  const naming = usePartAct(task, "name");
  const [person, setPerson] = useState<{ id: string; name: string }>();
  const [tries, setTries] = useState(0);
  const faults = faultsOf(naming.error, (path) => path);
  const send = () => {
    setTries(tries + 1);
    if (person === undefined) return;
    naming.mutate(
      { of: refOf(part), person: person.id },
      {
        onSuccess: () => {
          void toast(t("task.part.done.name", { name: person.name }));
          onClose();
        },
      },
    );
  };
  return (
    <Frame
      task={task}
      title={t("task.part.name.title", { name: partName(part) })}
      button={t("task.part.name")}
      sending={naming}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <p className={classes.explain}>{t("task.part.name.explain")}</p>
      <div className={classes.listRoom}>
        <PersonPicker
          label={t("task.part.doer")}
          unit={part.unit.id}
          value={person}
          onChange={setPerson}
          error={faults.person ?? (tries > 0 && person === undefined ? t("task.name.missing") : undefined)}
        />
      </div>
    </Frame>
  );
}

/** Props of Frame; draft: what is typed and kept. */
interface FrameProps<D> {
  task: Task;
  title: string;
  button: string;
  draft?: Draft<D>;
  sending: { error: unknown; isPending: boolean };
  tries: number;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
  size?: number;
}

/** Frame is the dialog of an act on parts: about which task, what is asked, what went wrong. */
export function Frame<D>({
  task,
  title,
  button,
  draft,
  sending,
  tries,
  onSend,
  onClose,
  children,
  size = 560,
}: FrameProps<D>) {
  const phone = usePhone();
  const ref = useFaultFocus(sending.error ?? tries);
  return (
    <Dialog opened onClose={onClose} size={size} fullScreen={phone} title={title}>
      <form
        ref={ref}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!sending.isPending) onSend();
        }}
      >
        <Stack>
          <p className={classes.about}>
            <span className="cv-nowrap">{task.code}</span> {task.title}
          </p>
          {draft !== undefined && <Restored draft={draft} />}
          {children}
          {sending.error !== null && (
            <ErrorState title={t("task.part.failed")} error={sending.error} textIsSafe={draft !== undefined} />
          )}
          <Group justify="flex-end" gap="sm">
            <Button type="button" variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={sending.isPending} rightSection={<Kbd>{t("task.hint.send")}</Kbd>}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** partName is whose part it is, as it is said. */
export function partName({ unit, person }: Pick<Part, "unit" | "person">): string {
  return person?.name ?? unit.name;
}
