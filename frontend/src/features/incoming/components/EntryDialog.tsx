import { Button, Checkbox, Group, NumberInput, Select, SimpleGrid, Stack } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useUploads } from "@/features/task/files/useUploads";
import { CoordinatorsField } from "@/features/task/pick/CoordinatorsField";
import { api, newKey } from "@/shared/api/client";
import { ApiProblem, fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { SourceDocument } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ConflictDialog } from "@/shared/ui/ConflictDialog";
import { DayInput } from "@/shared/ui/DayInput";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { Textarea, TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { IncomingDocument, IncomingMessage } from "../api";
import {
  type EntryForm,
  emptyEntry,
  entryConflict,
  entryFormOf,
  entryOf,
  entryOfMessage,
  mergedEntry,
  missingOf,
} from "../model/entry";
import { useEdit, useEnter } from "../queries";
import classes from "./Incoming.module.css";
import { ScanField, type Waiting } from "./Scan";

const urgencies = ["thuong", "khan", "thuong_khan", "hoa_toc"] as const;
// Never stored: the grade is told, and the document refused (documents.md §3).
const secrecies = ["incoming.secrecy.1", "incoming.secrecy.2", "incoming.secrecy.3"] as const;

/** Props of EntryDialog; line: the one to change, nothing for a new one; begins: it is the first of the year's register. */
interface Props {
  line?: IncomingDocument;
  begins?: boolean;
  /** What a new line begins with: a message that was read. */
  message?: IncomingMessage;
  onDone: (stored: IncomingDocument) => void;
  onClose: () => void;
}

/** EntryDialog enters a document into the register (vào sổ văn bản đến), or changes a line of it. */
export function EntryDialog({ line, begins, message, onDone, onClose }: Props) {
  const phone = usePhone();
  const title = line === undefined ? t("incoming.enter") : t("incoming.edit.of", { n: line.n });
  return (
    <Dialog opened onClose={onClose} size={760} fullScreen={phone} title={title}>
      <Entry line={line} begins={begins} message={message} onDone={onDone} onClose={onClose} />
    </Dialog>
  );
}

/** What is kept of the form: with a new line the files that have arrived for it, too. */
interface Kept extends EntryForm {
  files?: Waiting[];
}

function Entry({ line, begins = false, message, onDone, onClose }: Props) {
  const today = useToday()?.date ?? "";
  const [initial] = useState<Kept>(() =>
    line !== undefined
      ? entryFormOf(line)
      : message !== undefined
        ? { ...entryOfMessage(message, today), files: message.files }
        : emptyEntry(today),
  );
  // What is sent refers to the version that the form began with, whatever came meanwhile.
  const [began] = useState(line);
  const draft = useDraft<Kept>(draftOf(began, message), initial);
  const form = draft.value;
  const scan = form.files ?? [];
  const latest = useRef(form);
  useEffect(() => {
    latest.current = form;
  }, [form]);
  const { set: keep } = draft;
  const set = useCallback(
    (part: Partial<Kept>) => {
      latest.current = { ...latest.current, ...part };
      keep(latest.current);
    },
    [keep],
  );
  const [sent, setSent] = useState({ body: "", key: newKey() });
  const [tried, setTried] = useState(false);
  const [from, setFrom] = useState<number | string>("");
  const arrived = useCallback(
    async (id: string, file: File) => set({ files: [...(latest.current.files ?? []), { id, name: file.name }] }),
    [set],
  );
  const uploads = useUploads(arrived);
  // Each is on its way, stopped, or refused: what of it is to come with the line is not known yet.
  const unsent = uploads.sending.length > 0;
  const enter = useEnter();
  const edit = useEdit(line?.id ?? "");
  const act = line === undefined ? enter : edit;
  const faults: Record<string, string> = fieldErrors(act.error);
  for (const field of tried ? missingOf(form) : []) faults[field] ??= t("incoming.missing");
  const ref = useFaultFocus(act.error ?? tried);
  const code = act.error instanceof ApiProblem ? act.error.code : undefined;
  const twin = code === "document.exists" && isConflict<SourceDocument>(act.error) ? act.error.current : undefined;
  const stored = code === "errs.changed" && isConflict<IncomingDocument>(act.error) ? act.error.current : undefined;
  const onSuccess = (entered: IncomingDocument) => {
    draft.clear();
    void toast(t(line === undefined ? "incoming.entered" : "incoming.edited", { n: entered.n, year: entered.year }));
    onDone(entered);
  };
  const send = (again: boolean) => {
    setTried(true);
    if (act.isPending || unsent || missingOf(form).length > 0) return;
    const entry = entryOf(form, again);
    if (began !== undefined) {
      edit.mutate({ version: began.version, entry }, { onSuccess });
      return;
    }
    const files = scan.map(({ id }) => id);
    const firstNumber = begins && typeof from === "number" ? from : undefined;
    const body = JSON.stringify([entryOf(form, false), files, firstNumber]);
    const next = body === sent.body ? sent : { body, key: newKey() };
    setSent(next);
    enter.mutate({ entry: { ...entry, files, firstNumber }, key: next.key }, { onSuccess });
  };
  const fault = (field: string) => (faults[field] === undefined ? undefined : <FieldError>{faults[field]}</FieldError>);
  const text = (field: "number" | "issuer" | "type" | "signedBy" | "answer", maxLength: number, required = false) => (
    <TextInput
      label={t(`incoming.field.${field}`)}
      required={required}
      maxLength={maxLength}
      value={form[field]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      error={fault(field)}
    />
  );
  const day = (field: "arrivedOn" | "date" | "handedOn", required = false) => (
    <DayInput
      label={t(`incoming.field.${field}`)}
      required={required}
      value={form[field]}
      onChange={(value) => set({ [field]: value })}
      error={faults[field]}
    />
  );
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <Stack gap="sm">
        <Restored draft={draft} />
        {message !== undefined && <MessageNote message={message} />}
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          {text("number", 100, true)}
          {day("date", true)}
          {day("arrivedOn", true)}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {text("issuer", 200, true)}
          <TextInput
            label={t("incoming.field.type")}
            placeholder={t("incoming.field.type.hint")}
            maxLength={60}
            value={form.type}
            onChange={(event) => set({ type: event.currentTarget.value })}
            error={fault("type")}
          />
        </SimpleGrid>
        <Textarea
          label={t("incoming.field.abstract")}
          required
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          value={form.abstract}
          onChange={(event) => set({ abstract: event.currentTarget.value })}
          error={fault("abstract")}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select
            label={t("incoming.field.urgency")}
            allowDeselect={false}
            data={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
            value={form.urgency}
            onChange={(value) => set({ urgency: urgencies.find((one) => one === value) ?? "thuong" })}
            error={fault("urgency")}
          />
          <Select
            label={t("incoming.field.secrecy")}
            allowDeselect={false}
            data={[{ value: "", label: t("incoming.secrecy.none") }, ...secrecies.map((key) => t(key))]}
            value={form.secrecy}
            onChange={(value) => set({ secrecy: value ?? "" })}
            error={fault("secrecy")}
          />
        </SimpleGrid>
        <CoordinatorsField
          label={t("incoming.field.receivers")}
          value={form.receivers}
          onChange={(receivers) => set({ receivers })}
          error={Object.entries(faults).find(([path]) => path.startsWith("receivers"))?.[1]}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {day("handedOn")}
          {text("signedBy", 100)}
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Checkbox
            className={classes.check}
            label={t("incoming.field.toAnswer")}
            checked={form.toAnswer}
            onChange={(event) => set({ toAnswer: event.currentTarget.checked })}
          />
          {text("answer", 100)}
        </SimpleGrid>
        <Textarea
          label={t("incoming.field.note")}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={500}
          value={form.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          error={fault("note")}
        />
        {begins && (
          <NumberInput
            label={t("incoming.first")}
            description={t("incoming.first.hint")}
            placeholder="1"
            min={1}
            max={99_999}
            allowDecimal={false}
            value={from}
            onChange={setFrom}
            error={fault("firstNumber")}
          />
        )}
        {line === undefined && (
          <ScanField
            files={scan}
            uploads={uploads}
            faults={faults}
            onRemove={(id) => {
              set({ files: scan.filter((one) => one.id !== id) });
              // What is not attached is swept within a day anyway.
              void api.delete<void>(`/uploads/${id}`).catch(() => undefined);
            }}
          />
        )}
        {act.isError && stored === undefined && (
          <div role="alert">
            <FieldError>{sentenceOf(act.error)}</FieldError>
            {code === "document.exists" && (
              <p className={classes.second}>
                {twin !== undefined &&
                  t("incoming.twin", { number: twin.number, day: formatDay(twin.date), abstract: twin.abstract })}{" "}
                <Button variant="default" size="compact-sm" loading={act.isPending} onClick={() => send(true)}>
                  {t("incoming.again")}
                </Button>
              </p>
            )}
          </div>
        )}
        <Group justify="flex-end">
          {unsent && <span className={classes.second}>{t("incoming.scan.unsent")}</span>}
          <Button type="submit" loading={act.isPending} disabled={unsent}>
            {t(line === undefined ? "incoming.enter.send" : "incoming.edit.send")}
          </Button>
        </Group>
      </Stack>
      {stored !== undefined && began !== undefined && (
        <ConflictDialog
          fields={entryConflict(form, entryFormOf(stored), entryFormOf(began))}
          mineVersion={began.version}
          theirsVersion={stored.version}
          onKeep={() => {
            draft.clear();
            onClose();
          }}
          onSend={(choices) =>
            edit.mutate(
              {
                version: stored.version,
                entry: entryOf(mergedEntry(form, entryFormOf(stored), choices), false),
              },
              { onSuccess },
            )
          }
          onClose={edit.reset}
        />
      )}
    </form>
  );
}

/** draftOf names the place of what is typed. */
function draftOf(line?: IncomingDocument, message?: IncomingMessage): string {
  if (line !== undefined) return `incoming.edit.${line.id}.${line.version}`;
  return message === undefined ? "incoming.enter" : `incoming.message.${message.issuer}.${message.number}`;
}

/** MessageNote says where the form is from, and which files of the message were not taken. */
function MessageNote({ message }: { message: IncomingMessage }) {
  return (
    <div className={classes.note}>
      <p>
        <strong>{t(`incoming.message.${message.kind}`)}</strong> {t("incoming.message.check")}
        {message.signer !== "" && ` ${t("incoming.message.signer", { name: message.signer })}`}
        {message.to.length > 0 && ` ${t("incoming.message.to", { names: message.to.join(", ") })}`}
      </p>
      {message.refused.length > 0 && (
        <ul aria-label={t("incoming.message.refused")}>
          {message.refused.map(({ name, why }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name, and they never move
            <li key={i}>
              <strong>{t("incoming.message.notTaken", { name })}</strong> {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
