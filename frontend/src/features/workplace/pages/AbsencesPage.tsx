import "@mantine/dates/styles.css";
import { Button, Checkbox, Group, Select } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconBeach } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "@/shared/api/client";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { Absence, NewAbsence } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { addDays, formatDay } from "@/shared/format/date";
import { language, t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { workplaceApi } from "../api";
import { AskReason } from "../components/AskReason";
import { UnitPick, useUnit } from "../components/UnitPick";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { absencesQuery, gridQuery, workKeys } from "../queries";

const causes = [
  "annual",
  "sick",
  "maternity",
  "compensatory",
  "personal",
  "unpaid",
  "mission",
  "field",
  "training",
] as const;

/** AbsencesPage is the leave and the missions of a unit's people, and where hr or the head enters them. */
export function AbsencesPage() {
  const unit = useUnit();
  const today = useToday()?.date;
  const [from, to] = today === undefined ? ["", ""] : [addDays(today, -14), addDays(today, 180)];
  const list = useQuery({ ...absencesQuery(from, to, unit), enabled: today !== undefined });
  const [cancelling, setCancelling] = useState<Absence>();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: ({ absence, reason }: { absence: Absence; reason: string }) =>
      workplaceApi.cancelAbsence(absence.id, absence.version, reason),
    onSettled: () => stale(client),
  });
  return (
    <Page title={t("work.absences")} below={<WorkTabs />}>
      <div className={classes.tools}>
        <UnitPick />
      </div>
      <div className={classes.reading}>
        {list.data?.enter === true && today !== undefined && <EnterForm key={unit ?? ""} unit={unit} today={today} />}
        <SectionTitle title={t("work.absences.list")} count={list.data?.items.length} />
        {list.isPending && <SkeletonRows />}
        {list.isError && list.data === undefined && (
          <ErrorState title={t("work.absences.failed")} error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data?.items.length === 0 && <EmptyState icon={IconBeach} title={t("work.absences.empty")} />}
        <ul className={classes.list}>
          {list.data?.items.map((absence) => (
            <li key={absence.id} className={classes.item}>
              <div>
                <span className={classes.itemTitle}>{absence.person.name}</span>
                <div className={classes.quiet}>
                  {[t(`work.cause.${absence.cause}`), spanText(absence), absence.paper, absence.note]
                    .filter((part) => part !== "")
                    .join(" · ")}
                </div>
              </div>
              {list.data?.enter === true && (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => setCancelling(absence)}
                  aria-label={t("work.absence.cancelOf", { name: absence.person.name })}
                >
                  {t("work.absence.cancel")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
      {cancelling !== undefined && (
        <AskReason
          title={t("work.absence.cancelTitle", { name: cancelling.person.name })}
          button={t("work.absence.cancel")}
          place={`absence.${cancelling.id}`}
          busy={cancel.isPending}
          error={cancel.error}
          onSend={(reason, done) => cancel.mutate({ absence: cancelling, reason }, { onSuccess: done })}
          onClose={() => setCancelling(undefined)}
        />
      )}
    </Page>
  );
}

function stale(client: ReturnType<typeof useQueryClient>): void {
  for (const queryKey of [workKeys.absences(), workKeys.grids(), workKeys.weeks()])
    void client.invalidateQueries({ queryKey });
}

/** spanText writes the days of an absence, with half-days where it begins or ends at noon. */
function spanText({ from, fromAfternoon, to, toNoon }: Absence): string {
  const begin = fromAfternoon ? t("work.half.pm", { day: formatDay(from) }) : formatDay(from);
  const end = toNoon ? t("work.half.am", { day: formatDay(to) }) : formatDay(to);
  return from === to && !fromAfternoon && !toNoon ? begin : `${begin} – ${end}`;
}

function EnterForm({ unit, today }: { unit: string | undefined; today: string }) {
  const client = useQueryClient();
  const empty: NewAbsence = {
    person: "",
    cause: "annual",
    from: today,
    fromAfternoon: false,
    to: today,
    toNoon: false,
    paper: "",
  };
  const draft = useDraft<NewAbsence>(`work.absence.${unit ?? ""}`, empty);
  const form = draft.value;
  const set = (part: Partial<NewAbsence>) => draft.set({ ...form, ...part });
  const [key, setKey] = useState(newKey);
  const staff = useInfiniteQuery(gridQuery(today, today, unit)).data?.pages.flatMap(({ rows }) => rows) ?? [];
  const enter = useMutation({
    mutationFn: () => workplaceApi.enter(form, key),
    onSuccess: (made) => {
      draft.clear();
      void toast(t("work.absence.entered", { name: made.person.name }));
    },
    onError: () => setKey(newKey()),
    onSettled: () => stale(client),
  });
  const errors = fieldErrors(enter.error);
  const picker = (name: "from" | "to") => (
    <DatePickerInput
      label={t(`work.absence.${name}`)}
      valueFormat="DD/MM/YYYY"
      locale={language()}
      firstDayOfWeek={1}
      value={form[name]}
      onChange={(day) =>
        day !== null && set(name === "from" && form.to < day ? { from: day, to: day } : { [name]: day })
      }
      error={errors[name]}
    />
  );
  return (
    <section className="cv-noprint">
      <SectionTitle title={t("work.absence.new")} />
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <Select
          label={t("work.absence.person")}
          searchable
          data={staff.map(({ person }) => ({ value: person.id, label: person.name }))}
          value={form.person === "" ? null : form.person}
          onChange={(person) => set({ person: person ?? "" })}
          error={errors.person}
        />
        <Select
          label={t("work.absence.cause")}
          allowDeselect={false}
          data={causes.map((cause) => ({ value: cause, label: t(`work.cause.${cause}`) }))}
          value={form.cause}
          onChange={(cause) => cause !== null && set({ cause: cause as NewAbsence["cause"] })}
          error={errors.cause}
        />
      </Group>
      <Group align="flex-start" grow preventGrowOverflow={false}>
        {picker("from")}
        {picker("to")}
      </Group>
      <Group mt="xs">
        <Checkbox
          label={t("work.absence.fromAfternoon")}
          checked={form.fromAfternoon}
          onChange={(event) => set({ fromAfternoon: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("work.absence.toNoon")}
          checked={form.toNoon}
          onChange={(event) => set({ toNoon: event.currentTarget.checked })}
        />
      </Group>
      <TextInput
        mt="xs"
        label={t("work.absence.paper")}
        maxLength={60}
        value={form.paper}
        onChange={(event) => set({ paper: event.currentTarget.value })}
        error={errors.paper}
      />
      <TextInput
        label={t("work.absence.note")}
        maxLength={500}
        value={form.note ?? ""}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={errors.note}
      />
      {enter.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(enter.error)}</FieldError>
        </div>
      )}
      <Button mt="sm" loading={enter.isPending} onClick={() => enter.mutate()}>
        {t("work.absence.enter")}
      </Button>
    </section>
  );
}
