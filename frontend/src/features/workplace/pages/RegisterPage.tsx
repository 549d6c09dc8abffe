import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconBuilding, IconChevronLeft, IconChevronRight, IconHome, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { taskListQuery } from "@/features/task/queries";
import { newKey } from "@/shared/api/client";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { Registration, RegistrationInput, WorkQuota } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { addDays, formatDay, formatDayShort, startOfWeek, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { workplaceApi } from "../api";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { amountOf, daysOf, halfName, halfOf, halvesIn } from "../model/halves";
import { registrationQuery, useRegistrationAct, weekQuery } from "../queries";

type Work = RegistrationInput["works"][number];

/** What a person types into the form. */
interface Form {
  halves: string[];
  reason: string;
  phone: string;
  works: Work[];
  committed: boolean;
}

const nothing: Form = { halves: [], reason: "", phone: "", works: [], committed: false };

/** RegisterPage is Đăng ký làm việc tại nhà: half-days with the unit's numbers below, work planned, commitment. */
export function RegisterPage() {
  const { id } = useParams();
  const stored = useQuery({ ...registrationQuery(id ?? ""), enabled: id !== undefined });
  if (id === undefined) return <RegisterForm key="new" />;
  if (stored.data === undefined) {
    return (
      <Page title={t("work.form")} below={<WorkTabs />}>
        {stored.isError ? (
          <ErrorState title={t("work.one.failed")} error={stored.error} onRetry={() => void stored.refetch()} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return <RegisterForm key={id} stored={stored.data} />;
}

function formOf(stored: Registration | undefined): Form {
  if (stored === undefined) return nothing;
  return {
    halves: halvesIn(stored.days),
    reason: stored.reason,
    phone: stored.phone,
    works: stored.plan.map(({ task, title, product, due }) =>
      task === undefined ? { title, product, due } : { task },
    ),
    committed: stored.committed,
  };
}

function RegisterForm({ stored }: { stored?: Registration }) {
  const navigate = useNavigate();
  const today = useToday()?.date;
  const draft = useDraft<Form>(
    `work.register.${stored === undefined ? "new" : `${stored.id}.${stored.version}`}`,
    formOf(stored),
  );
  const form = draft.value;
  const set = (change: Partial<Form>) => draft.set({ ...form, ...change });
  const [monday, setMonday] = useState<string>();
  const from = monday ?? (today === undefined ? undefined : startOfWeek(form.halves[0]?.slice(0, 10) ?? today));
  const week = useQuery({ ...weekQuery(from ?? ""), enabled: from !== undefined });
  const [key] = useState(newKey);
  const save = useRegistrationAct(({ send }: { send: boolean }) => {
    const input = { ...form, halves: undefined, days: daysOf(form.halves), send };
    return stored === undefined
      ? workplaceApi.create(input, `${key}${send ? "s" : "d"}`)
      : workplaceApi.edit(stored.id, stored.version, input);
  });
  const errors = fieldErrors(save.error);
  const submit = (send: boolean) =>
    save.mutate(
      { send },
      {
        onSuccess: (made) => {
          draft.clear();
          void toast(t(send ? "work.sent" : "work.saved", { code: made.code }));
          void navigate(`/workplace/registrations/${made.id}`, { replace: true });
        },
      },
    );
  const approver = week.data?.chain[0];
  return (
    <Page
      title={t("work.form")}
      below={<WorkTabs />}
      foot={
        <div className={classes.bar}>
          <Button loading={save.isPending} onClick={() => submit(true)}>
            {t("work.send")}
          </Button>
          <Button variant="default" disabled={save.isPending} onClick={() => submit(false)}>
            {t("work.saveDraft")}
          </Button>
          <span className={classes.quiet}>{approver !== undefined && t("work.sendTo", { name: approver.name })}</span>
        </div>
      }
    >
      <div className={classes.reading}>
        {from !== undefined && today !== undefined && (
          <>
            <SectionTitle
              title={t("work.week.of", { from: formatDayShort(from), to: formatDay(addDays(from, 4)) })}
              end={
                <span className={classes.bar}>
                  <ActionIcon
                    onClick={() => setMonday(addDays(from, -7))}
                    disabled={from <= startOfWeek(today)}
                    aria-label={t("work.week.before")}
                  >
                    <IconChevronLeft size={18} stroke={1.6} aria-hidden />
                  </ActionIcon>
                  <ActionIcon onClick={() => setMonday(addDays(from, 7))} aria-label={t("work.week.after")}>
                    <IconChevronRight size={18} stroke={1.6} aria-hidden />
                  </ActionIcon>
                </span>
              }
            />
            <Week
              quotas={week.data?.items ?? []}
              today={today}
              chosen={form.halves}
              onChange={(halves) => set({ halves })}
            />
          </>
        )}
        <Summary halves={form.halves} quotas={week.data?.items ?? []} />
        {errors.days !== undefined && (
          <div role="alert">
            <FieldError>{errors.days}</FieldError>
          </div>
        )}
        <TextInput
          label={t("work.field.reason")}
          description={t("work.field.reasonHint")}
          maxLength={500}
          value={form.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
          error={errors.reason}
        />
        <TextInput
          mt="sm"
          type="tel"
          label={t("work.field.phone")}
          description={t("work.field.phoneHint")}
          maxLength={30}
          value={form.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
          error={errors.phone}
        />
        <Plan works={form.works} onChange={(works) => set({ works })} errors={errors} />
        <Checkbox
          mt="md"
          label={t("work.commitment")}
          checked={form.committed}
          onChange={(event) => set({ committed: event.currentTarget.checked })}
          error={errors.committed}
        />
        {save.isError && (
          <div role="alert">
            <FieldError>{sentenceOf(save.error)}</FieldError>
          </div>
        )}
      </div>
    </Page>
  );
}

/** Props of Week. */
interface WeekProps {
  quotas: WorkQuota[];
  today: string;
  chosen: string[];
  onChange: (halves: string[]) => void;
}

/** Week is a week as buttons, two a day, with how many stay on site below. */
function Week({ quotas, today, chosen, onChange }: WeekProps) {
  const dates = [...new Set(quotas.map(({ date }) => date))];
  return (
    <div className={classes.week}>
      {dates.map((date) => (
        <div key={date} className={classes.weekDay}>
          <span className={classes.weekName}>
            {weekdayShort(date)} <strong>{formatDayShort(date)}</strong>
          </span>
          <div className={classes.pair}>
            {quotas
              .filter((row) => row.date === date)
              .map((row) => {
                const half = halfOf(date, row.afternoon);
                const pressed = chosen.includes(half);
                const taken = date < today || row.own !== undefined || row.why !== undefined;
                const Icon = pressed ? IconHome : IconBuilding;
                return (
                  <button
                    key={half}
                    type="button"
                    className={classes.half}
                    aria-pressed={pressed}
                    aria-label={halfName(half)}
                    disabled={taken && !pressed}
                    title={row.why}
                    onClick={() =>
                      onChange(pressed ? chosen.filter((other) => other !== half) : [...chosen, half].sort())
                    }
                  >
                    <Icon size={16} stroke={1.6} aria-hidden />
                    {t(row.afternoon ? "work.pm" : "work.am")}
                  </button>
                );
              })}
          </div>
          <small className={classes.quiet}>{onSiteText(quotas.filter((row) => row.date === date))}</small>
        </div>
      ))}
    </div>
  );
}

/** onSiteText is the lower of a day's two halves, or why the day is taken. */
function onSiteText(rows: WorkQuota[]): string {
  const least = [...rows].sort((a, b) => a.onSite - b.onSite)[0];
  if (least === undefined) return "";
  const why = rows.find((row) => row.why !== undefined)?.why;
  return why ?? t("work.quota.count", { n: least.onSite, base: least.base });
}

/** Summary says how much is chosen and what the rules of the unit are. */
function Summary({ halves, quotas }: { halves: string[]; quotas: WorkQuota[] }) {
  const chosen = quotas.filter((row) => halves.includes(halfOf(row.date, row.afternoon)));
  const tight = [...chosen].sort((a, b) => a.onSite - a.need - (b.onSite - b.need))[0];
  const max = quotas[0]?.maxDays;
  return (
    <p className={classes.quiet} aria-live="polite">
      <strong>{t("work.amount", { n: amountOf(halves.length) })}</strong>{" "}
      {max !== undefined && t("work.maxDays", { n: max })}{" "}
      {tight !== undefined &&
        (tight.need > 0
          ? t(tight.onSite - 1 < tight.need ? "work.tooFew" : "work.enough", {
              n: tight.onSite - 1,
              base: tight.base,
              need: tight.need,
              half: halfName(halfOf(tight.date, tight.afternoon)),
            })
          : t("work.left", { n: tight.onSite - 1, base: tight.base }))}
    </p>
  );
}

/** Props of Plan. */
interface PlanProps {
  works: Work[];
  onChange: (works: Work[]) => void;
  errors: Record<string, string>;
}

/** Plan is what is to be done at home: open tasks to tick, and other work in own words. */
function Plan({ works, onChange, errors }: PlanProps) {
  const tasks = useQuery(taskListQuery({ tab: "lead", state: "open", sort: "due" })).data?.items ?? [];
  const given = tasks.filter(({ state }) => state !== "draft");
  const change = (at: number, part: Partial<Work>) =>
    onChange(works.map((work, i) => (i === at ? { ...work, ...part } : work)));
  return (
    <section>
      <SectionTitle title={t("work.plan")} end={t("work.plan.end")} />
      {errors.works !== undefined && (
        <div role="alert">
          <FieldError>{errors.works}</FieldError>
        </div>
      )}
      <ul className={classes.plan}>
        {given.map((task) => (
          <li key={task.id}>
            <Checkbox
              label={task.title}
              description={[
                task.code,
                task.product?.name,
                task.dueOn === undefined ? t("work.noDue") : t("work.due", { day: formatDay(task.dueOn) }),
              ]
                .filter(Boolean)
                .join(" · ")}
              checked={works.some((work) => work.task === task.id)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...works, { task: task.id }]
                    : works.filter((work) => work.task !== task.id),
                )
              }
            />
          </li>
        ))}
        {works.map(
          (work, i) =>
            work.task === undefined && (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines in own words have no name of their own
              <li key={i}>
                <TextInput
                  label={t("work.own.title")}
                  maxLength={300}
                  value={work.title ?? ""}
                  onChange={(event) => change(i, { title: event.currentTarget.value })}
                  error={errors[`works[${i}].title`]}
                />
                <TextInput
                  label={t("work.own.product")}
                  maxLength={300}
                  value={work.product ?? ""}
                  onChange={(event) => change(i, { product: event.currentTarget.value })}
                  error={errors[`works[${i}].product`]}
                />
                <Button variant="subtle" size="xs" mt="xs" onClick={() => onChange(works.filter((_, at) => at !== i))}>
                  {t("work.own.remove")}
                </Button>
              </li>
            ),
        )}
        <li>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...works, { title: "", product: "" }])}
          >
            {t("work.own.add")}
          </Button>
        </li>
      </ul>
    </section>
  );
}
