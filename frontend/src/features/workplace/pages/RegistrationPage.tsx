import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { isConflict, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { Registration } from "@/shared/api/types";
import { formatDay, formatInstantWhen } from "@/shared/format/date";
import { doer } from "@/shared/format/doer";
import { t, tx } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { workplaceApi } from "../api";
import { ApprovePart } from "../components/ApprovePart";
import { AskReason } from "../components/AskReason";
import { QuotaBars } from "../components/QuotaBars";
import { stateText } from "../components/RegistrationState";
import { ReportForm } from "../components/ReportForm";
import { ReportSheet } from "../components/ReportSheet";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { amountOf, daysText, halvesIn } from "../model/halves";
import { registrationHistoryQuery, registrationQuery, useRegistrationAct } from "../queries";

/** RegistrationPage is one registration: what is asked, how the unit stands, the decision, plan and result, what happened. */
export function RegistrationPage() {
  const { id = "" } = useParams();
  const one = useQuery(registrationQuery(id));
  if (one.data === undefined) {
    return (
      <Page title={t("work.one")} below={<WorkTabs />}>
        {one.isError ? (
          <ErrorState title={t("work.one.failed")} error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <SkeletonRows />
        )}
      </Page>
    );
  }
  return <Whole key={id} registration={one.data} />;
}

type Asking = "part" | "refuse" | "recall" | "return";

function Whole({ registration: r }: { registration: Registration }) {
  const today = useToday()?.date ?? "";
  const [asking, setAsking] = useState<Asking>();
  const approve = useRegistrationAct((days: Registration["days"] | undefined) =>
    workplaceApi.approve(r.id, r.version, days),
  );
  const withdraw = useRegistrationAct(() => workplaceApi.withdraw(r.id, r.version));
  const confirm = useRegistrationAct(() => workplaceApi.confirm(r.id, r.version));
  const refuse = useRegistrationAct((reason: string) => workplaceApi.refuse(r.id, r.version, reason));
  const recall = useRegistrationAct((reason: string) => workplaceApi.recall(r.id, r.version, reason));
  const sendBack = useRegistrationAct((reason: string) => workplaceApi.sendBack(r.id, r.version, reason));
  const may = (act: Registration["acts"][number]) => r.acts.includes(act);
  const busy = [approve, withdraw, confirm].some(({ isPending }) => isPending);
  const error = [approve, withdraw, confirm].find(({ isError }) => isError)?.error ?? null;
  const approved = () => {
    setAsking(undefined);
    void toast(t("work.approved", { name: r.person.name }));
  };
  const withReason = { refuse, recall, return: sendBack };
  const foot = r.acts.some((act) => act !== "report" && act !== "submit");
  return (
    <Page
      title={`${t("work.one")} ${r.code}`}
      below={<WorkTabs />}
      actions={
        (r.outcome !== undefined || r.state === "approved") && (
          <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t("work.printReport")}
          </Button>
        )
      }
      foot={
        foot ? (
          <div className={classes.bar}>
            {may("approve") && (
              <Button
                loading={approve.isPending}
                disabled={busy}
                onClick={() => approve.mutate(undefined, { onSuccess: approved })}
              >
                {t("work.approve")}
              </Button>
            )}
            {may("approve") && halvesIn(r.days).length > 1 && (
              <Button variant="default" disabled={busy} onClick={() => setAsking("part")}>
                {t("work.approvePart")}
              </Button>
            )}
            {may("refuse") && (
              <Button variant="default" disabled={busy} onClick={() => setAsking("refuse")}>
                {t("work.refuse")}
              </Button>
            )}
            {may("confirm") && (
              <Button
                loading={confirm.isPending}
                disabled={busy}
                onClick={() => confirm.mutate(undefined, { onSuccess: () => void toast(t("work.confirmed")) })}
              >
                {t("work.confirm")}
              </Button>
            )}
            {may("return") && (
              <Button variant="default" disabled={busy} onClick={() => setAsking("return")}>
                {t("work.return")}
              </Button>
            )}
            {may("edit") && (
              <Button component={Link} to={`/workplace/registrations/${r.id}/edit`}>
                {t("work.edit")}
              </Button>
            )}
            {may("withdraw") && (
              <Button
                variant="default"
                loading={withdraw.isPending}
                disabled={busy}
                onClick={() => withdraw.mutate(undefined)}
              >
                {t(
                  `work.withdraw.${r.state === "submitted" ? "submitted" : r.state === "draft" ? "draft" : "approved"}`,
                )}
              </Button>
            )}
            {may("recall") && (
              <Button variant="default" disabled={busy} onClick={() => setAsking("recall")}>
                {t("work.recall")}
              </Button>
            )}
          </div>
        ) : undefined
      }
    >
      <div className={classes.reading}>
        {error !== null && asking === undefined && (
          <div role="alert">
            <FieldError>{isConflict(error) ? t("work.changed") : sentenceOf(error)}</FieldError>
          </div>
        )}
        <Facts registration={r} today={today} />
        {r.onPost && <Warning text={t("work.warn.post")} />}
        {r.plan.some(({ indoors }) => indoors) && (
          <Warning
            text={t("work.warn.indoors", {
              titles: r.plan
                .filter(({ indoors }) => indoors)
                .map(({ title }) => title)
                .join("; "),
            })}
          />
        )}
        {r.quota.length > 0 && (
          <section>
            <SectionTitle title={t("work.quota.title")} />
            <QuotaBars registration={r} />
          </section>
        )}
        {may("report") ? <ReportForm key={r.version} registration={r} /> : <Plan registration={r} />}
        <Story id={r.id} today={today} />
      </div>
      <ReportSheet registration={r} />
      {asking === "part" && (
        <ApprovePart
          registration={r}
          busy={approve.isPending}
          error={approve.error}
          onSend={(days) => approve.mutate(days, { onSuccess: approved })}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking !== undefined && asking !== "part" && (
        <AskReason
          title={t(`work.${asking}.title`, { name: r.person.name })}
          button={t(`work.${asking}`)}
          place={`${asking}.${r.id}`}
          busy={withReason[asking].isPending}
          error={withReason[asking].error}
          onSend={(reason, done) => withReason[asking].mutate(reason, { onSuccess: done })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Page>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <div className={classes.warn}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        <strong>{t("work.warn")}</strong> {text}
      </span>
    </div>
  );
}

function Facts({ registration: r, today }: { registration: Registration; today: string }) {
  const granted = halvesIn(r.granted).length;
  const rows: [string, string][] = [
    [t("work.fact.person"), [r.person.name, r.person.title, r.unit?.name].filter(Boolean).join(", ")],
    [t("work.fact.days"), t("work.fact.daysText", { days: daysText(r.days), n: amountOf(halvesIn(r.days).length) })],
    [t("work.fact.state"), stateText(r)],
  ];
  if (r.state === "approved" && granted < halvesIn(r.days).length)
    rows.push([t("work.fact.granted"), daysText(r.granted)]);
  if (r.state === "submitted" && r.chain[0] !== undefined) rows.push([t("work.fact.waits"), r.chain[0].name]);
  if (r.decidedBy !== undefined && r.decidedAt !== undefined) {
    rows.push([t("work.fact.decided"), `${r.decidedBy.name}, ${formatInstantWhen(r.decidedAt, today)}`]);
  }
  if (r.why !== undefined) rows.push([t("work.fact.why"), r.why]);
  rows.push([t("work.fact.reason"), r.reason], [t("work.fact.phone"), r.phone]);
  if (r.asked > 0) rows.push([t("work.fact.calls"), t("work.fact.callsText", { n: r.answered, of: r.asked })]);
  return (
    <dl className={classes.facts}>
      {rows.map(([name, value]) => [<dt key={`${name}t`}>{name}</dt>, <dd key={`${name}d`}>{value}</dd>])}
    </dl>
  );
}

/** Plan is what was planned, with the result beside it once there is one. */
function Plan({ registration: r }: { registration: Registration }) {
  return (
    <section>
      <SectionTitle title={r.outcome === undefined ? t("work.plan") : t("work.planAndResult")} count={r.plan.length} />
      <ul className={classes.plan}>
        {r.plan.map((work) => (
          <li key={`${work.task ?? ""}${work.title}`}>
            <div className={classes.planHead}>
              {work.task === undefined ? (
                <strong>{work.title}</strong>
              ) : (
                <Link to={`/tasks/${work.task}`}>{work.title}</Link>
              )}
              <span>{work.due === undefined ? t("work.noDue") : t("work.due", { day: formatDay(work.due) })}</span>
            </div>
            <PlanNote work={work} />
            {work.done !== undefined && (
              <p>
                <strong>{t(`work.done.${work.done}`)}.</strong> {work.text}
              </p>
            )}
          </li>
        ))}
      </ul>
      {r.outcome !== undefined && r.outcome.note !== "" && <p>{t("work.note", { note: r.outcome.note })}</p>}
      {r.outcome?.why !== undefined && <p>{t("work.returnedWhy", { why: r.outcome.why })}</p>}
      <Others lines={r.others} />
    </section>
  );
}

/** PlanNote is product, number, how the task stands now, and what the diary of the days says of it. */
export function PlanNote({ work }: { work: Registration["plan"][number] }) {
  const parts = [
    work.product,
    work.code,
    work.state && tx(`state.${work.state}`, "work.one"),
    work.progress && `${work.progress}%`,
  ];
  return (
    <>
      <div className={classes.quiet}>{parts.filter(Boolean).join(" · ")}</div>
      {work.lines.length > 0 && (
        <ul className={classes.quiet}>
          {work.lines.map((line) => (
            <li key={line}>{t("work.diaryLine", { line })}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Others are the lines of the diary about work that was not planned. */
export function Others({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <p className={classes.quiet}>{t("work.others")}</p>
      <ul className={classes.quiet}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function Story({ id, today }: { id: string; today: string }) {
  const history = useQuery(registrationHistoryQuery(id)).data?.items ?? [];
  return (
    <section className="cv-noprint">
      <SectionTitle title={t("work.history")} />
      <ul className={classes.list}>
        {history.map((entry) => (
          <li key={entry.id} className={classes.item}>
            <div>
              <strong>{doer(entry)}</strong> {tx(`work.history.${entry.action}`, "work.history.other", entry.params)}
              {entry.reason !== undefined && <div className={classes.quiet}>{entry.reason}</div>}
            </div>
            <span className={classes.quiet}>{formatInstantWhen(entry.at, today)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
