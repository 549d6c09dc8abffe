import { ActionIcon, Button, Checkbox, Group, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { DueField } from "@/features/task/form/DueField";
import { ProductField } from "@/features/task/form/ProductField";
import { emptyForm, type FormField, fieldAt, missingIn, newTaskOf, type TaskForm } from "@/features/task/model/newTask";
import { CoordinatorsField } from "@/features/task/pick/CoordinatorsField";
import { LeadPicker } from "@/features/task/pick/LeadPicker";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { IncomingDocument } from "../api";
import { useDirect } from "../queries";
import classes from "./Incoming.module.css";

/** One task as it is typed; the key only tells the rows apart. */
interface Line {
  key: number;
  form: TaskForm;
}

/** What a leader types; next: the key of the task that is added next. */
interface Said {
  text: string;
  toAnswer: boolean;
  lines: Line[];
  next: number;
}

/** The most tasks that one direction gives. */
const most = 50;

/** Props of DirectDialog. */
interface Props {
  line: IncomingDocument;
  onClose: () => void;
}

/** DirectDialog notes what a leader says about a document (ý kiến chỉ đạo) and gives its work, all of it or nothing. */
export function DirectDialog({ line, onClose }: Props) {
  const phone = usePhone();
  return (
    <Dialog opened onClose={onClose} size={860} fullScreen={phone} title={t("incoming.direct.of", { n: line.n })}>
      <Direction line={line} onDone={onClose} />
    </Dialog>
  );
}

function Direction({ line, onDone }: { line: IncomingDocument; onDone: () => void }) {
  const me = useMe();
  const begun = (key: number, title: string): Line => ({
    key,
    form: { ...emptyForm(me), title, urgency: line.urgency, dueKind: "working", days: 5 },
  });
  const [initial] = useState<Said>(() => ({
    text: "",
    toAnswer: line.toAnswer,
    lines: [begun(0, line.abstract.slice(0, 300))],
    next: 1,
  }));
  const draft = useDraft(`incoming.direct.${line.id}`, initial);
  const { text, toAnswer, lines, next } = draft.value;
  const set = (part: Partial<Said>) => draft.set({ ...draft.value, ...part });
  const [tries, setTries] = useState(0);
  const direct = useDirect(line.id);
  const ref = useFaultFocus(direct.error ?? tries);
  const errors = fieldErrors(direct.error);
  const incomplete = lines.some(({ form }) => missingIn(form).length > 0);
  const empty = lines.length === 0 && text.trim() === "";
  const change = (key: number, part: Partial<TaskForm>) =>
    set({ lines: lines.map((one) => (one.key === key ? { ...one, form: { ...one.form, ...part } } : one)) });
  const send = () => {
    setTries(tries + 1);
    if (direct.isPending || incomplete || empty) return;
    const tasks = lines.map(({ form }) => {
      const { assign: _, ...task } = newTaskOf(form, true);
      return task;
    });
    direct.mutate(
      { version: line.version, text: text.trim(), toAnswer, tasks },
      {
        onSuccess: () => {
          draft.clear();
          void toast(t("incoming.direct.done", { n: tasks.length }));
          onDone();
        },
      },
    );
  };
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Restored draft={draft} />
        <p className={classes.second}>
          {line.number} · {line.issuer}: {line.abstract}
        </p>
        <Textarea
          label={t("incoming.direct.text")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          value={text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          error={
            tries > 0 && empty ? (
              <FieldError>{t("incoming.direct.empty")}</FieldError>
            ) : (
              errors.text && <FieldError>{errors.text}</FieldError>
            )
          }
        />
        {lines.map(({ key, form }, i) => (
          <TaskLine
            key={key}
            n={i + 1}
            form={form}
            faults={faultsAt(errors, i, tries > 0 ? form : undefined)}
            onChange={(part) => change(key, part)}
            onRemove={() => set({ lines: lines.filter((one) => one.key !== key) })}
          />
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={lines.length >= most}
            onClick={() => set({ lines: [...lines, begun(next, "")], next: next + 1 })}
          >
            {t("incoming.direct.add")}
          </Button>
        </div>
        <Checkbox
          label={t("incoming.field.toAnswer")}
          checked={toAnswer}
          onChange={(event) => set({ toAnswer: event.currentTarget.checked })}
        />
        {direct.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(direct.error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={direct.isPending}>
            {lines.length === 0 ? t("incoming.direct.sendText") : t("incoming.direct.send", { n: lines.length })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** faultsAt are the faults of one task: what the server said of it, and what is still missing once somebody tried. */
export function faultsAt(
  errors: Record<string, string>,
  at: number,
  tried: TaskForm | undefined,
): Partial<Record<FormField, string>> {
  const faults: Partial<Record<FormField, string>> = {};
  for (const field of tried === undefined ? [] : missingIn(tried)) faults[field] = t(`task.missing.${field}`);
  const prefix = `tasks[${at}].`;
  for (const [path, sentence] of Object.entries(errors)) {
    const field = path.startsWith(prefix) ? fieldAt(path.slice(prefix.length)) : undefined;
    if (field !== undefined) faults[field] = sentence;
  }
  return faults;
}

/** Props of TaskLine. */
interface LineProps {
  n: number;
  form: TaskForm;
  faults: Partial<Record<FormField, string>>;
  onChange: (part: Partial<TaskForm>) => void;
  onRemove: () => void;
}

/** TaskLine is one task of a direction: what, who leads and helps, until when, which product. */
function TaskLine({ n, form, faults, onChange, onRemove }: LineProps) {
  return (
    <fieldset className={classes.task} aria-label={t("incoming.direct.task", { n })}>
      <div className={classes.taskHead}>
        <strong>{t("incoming.direct.task", { n })}</strong>
        <ActionIcon variant="subtle" color="gray" aria-label={t("incoming.direct.remove", { n })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
      <Textarea
        label={t("task.title")}
        required
        autosize
        minRows={1}
        maxRows={4}
        maxLength={300}
        value={form.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
        error={faults.title === undefined ? undefined : <FieldError>{faults.title}</FieldError>}
      />
      <LeadPicker value={form.lead} onChange={(lead) => onChange({ lead })} error={faults.lead} />
      <CoordinatorsField
        value={form.coordinators}
        onChange={(coordinators) => onChange({ coordinators })}
        without={form.lead}
        error={faults.coordinators}
      />
      <DueField form={form} onChange={onChange} error={faults.due} />
      <ProductField form={form} onChange={onChange} faults={faults} />
    </fieldset>
  );
}
