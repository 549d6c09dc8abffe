import { Anchor, Checkbox, SimpleGrid, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { useUploads } from "@/features/task/files/useUploads";
import { type Attempt, attemptFor } from "@/features/task/model/attempt";
import { QuickAdd } from "@/features/task/quick/QuickAdd";
import { api } from "@/shared/api/client";
import { ApiProblem, fieldErrors } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { NewTask } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { DayInput, dayOfText } from "@/shared/ui/DayInput";
import { useFaultFocus } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { FieldError } from "@/shared/ui/States";
import { Textarea, TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { conclusionApi, type NewConclusion } from "../api";
import classes from "../components/Incoming.module.css";
import { ScanField, type Waiting } from "../components/Scan";
import { incomingKeys } from "../queries";

/** The conclusions of a meeting as they are typed, with the files that have arrived. */
interface Form {
  number: string;
  date: string;
  abstract: string;
  issuer: string;
  again: boolean;
  text: string;
  files: Waiting[];
}

const needed = ["number", "date", "abstract"] as const;

/** NewConclusionPage records the conclusions of a meeting: its notice or minutes, and all work of it in one step, once. */
export function NewConclusionPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const today = useToday()?.date ?? "";
  const [initial] = useState<Form>({
    number: "",
    date: "",
    abstract: "",
    issuer: "",
    again: false,
    text: "",
    files: [],
  });
  const draft = useDraft("incoming.meeting", initial);
  const form = draft.value;
  const latest = useRef(form);
  latest.current = form;
  const { set: keep } = draft;
  const set = useCallback(
    (part: Partial<Form>) => {
      latest.current = { ...latest.current, ...part };
      keep(latest.current);
    },
    [keep],
  );
  const arrived = useCallback(
    async (id: string, file: File) => set({ files: [...latest.current.files, { id, name: file.name }] }),
    [set],
  );
  const uploads = useUploads(arrived);
  const unsent = uploads.sending.length > 0;
  const [tries, setTries] = useState(0);
  const [error, setError] = useState<unknown>();
  const attempt = useRef<Attempt>(undefined);
  const missing = needed.filter((field) => form[field].trim() === "");
  const faults: Record<string, string> = fieldErrors(error);
  for (const field of tries > 0 ? missing : []) faults[field] ??= t("incoming.missing");
  const ref = useFaultFocus(error ?? tries);
  const known = error instanceof ApiProblem && error.code === "document.exists";
  const fault = (field: string) => (faults[field] === undefined ? undefined : <FieldError>{faults[field]}</FieldError>);

  const make = (items: NewTask[]) => {
    setTries(tries + 1);
    if (missing.length > 0 || unsent) return undefined;
    const content: NewConclusion = {
      number: form.number.trim(),
      date: dayOfText(form.date),
      abstract: form.abstract.trim(),
      issuer: form.issuer.trim() || undefined,
      files: form.files.map(({ id }) => id),
      items,
      again: form.again || undefined,
    };
    attempt.current = attemptFor(attempt.current, { ...content, again: undefined });
    return conclusionApi.make(content, attempt.current.key).then(
      (made) => {
        draft.clear();
        client.setQueryData(incomingKeys.conclusion(made.id), made);
        void client.invalidateQueries({ queryKey: incomingKeys.all() });
        void toast(t("incoming.meeting.done", { number: made.number, n: made.tasks.length }));
        void navigate(`/conclusions/${made.id}`, { replace: true });
        return [];
      },
      (failed: unknown) => {
        setError(failed);
        throw failed;
      },
    );
  };

  return (
    <Page
      title={t("incoming.meeting.new")}
      bar={
        <Anchor component={Link} to="/conclusions">
          {t("nav.conclusions")}
        </Anchor>
      }
    >
      <form ref={ref} noValidate className={classes.meetingForm} onSubmit={(event) => event.preventDefault()}>
        <h1 className={classes.meetingTitle}>{t("incoming.meeting.new")}</h1>
        <Stack gap="sm">
          <Restored draft={draft} />
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <TextInput
              label={t("incoming.meeting.number")}
              placeholder={t("incoming.meeting.numberExample")}
              required
              maxLength={100}
              value={form.number}
              onChange={(event) => set({ number: event.currentTarget.value })}
              error={fault("number")}
            />
            <DayInput
              label={t("incoming.meeting.date")}
              required
              value={form.date}
              onChange={(date) => set({ date })}
              error={faults.date}
            />
            <TextInput
              label={t("incoming.meeting.issuer")}
              placeholder={t("incoming.meeting.issuer.hint")}
              maxLength={200}
              value={form.issuer}
              onChange={(event) => set({ issuer: event.currentTarget.value })}
              error={fault("issuer")}
            />
          </SimpleGrid>
          {(known || form.again) && (
            <Checkbox
              label={t("incoming.meeting.again")}
              checked={form.again}
              onChange={(event) => set({ again: event.currentTarget.checked })}
            />
          )}
          <Textarea
            label={t("incoming.meeting.abstract")}
            required
            autosize
            minRows={1}
            maxRows={4}
            maxLength={1000}
            value={form.abstract}
            onChange={(event) => set({ abstract: event.currentTarget.value })}
            error={fault("abstract")}
          />
          <ScanField
            files={form.files}
            uploads={uploads}
            faults={faults}
            onRemove={(id) => {
              set({ files: latest.current.files.filter((one) => one.id !== id) });
              // What is not attached is swept within a day anyway.
              void api.delete<void>(`/uploads/${id}`).catch(() => undefined);
            }}
          />
          {unsent && <FieldError>{t("incoming.scan.unsent")}</FieldError>}
          <div>
            <SectionTitle title={t("incoming.meeting.work")} />
            <p className={classes.second}>{t("incoming.meeting.work.hint")}</p>
          </div>
          {today !== "" && <QuickAdd initial={form.text} onText={(text) => set({ text })} make={make} />}
        </Stack>
      </form>
    </Page>
  );
}
