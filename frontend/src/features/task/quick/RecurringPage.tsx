import { Button } from "@mantine/core";
import { IconAlertTriangle, IconRepeat } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { RecurringWork } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import type { RecurringVerb } from "../api";
import { recurringQuery, useRecurringAct } from "../queries";
import { QuickAdd } from "./QuickAdd";
import { dayOf } from "./quick";
import classes from "./quick.module.css";

const states = ["active", "paused", "ended"] as const;

/** RecurringPage is Việc định kỳ: what I have given again by rule, when it comes next, and one line to make another. */
export function RecurringPage() {
  const query = useQuery(recurringQuery());
  const all = query.data?.items ?? [];
  return (
    <Page title={t("task.recurring")}>
      <div className={classes.rules}>
        <QuickAdd />
        <p className={classes.hint}>{t("task.recurring.how")}</p>
        {query.isPending && <SkeletonRows />}
        {query.isError && query.data === undefined && (
          <ErrorState title={t("task.recurring.failed")} error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data !== undefined && all.length === 0 && (
          <EmptyState icon={IconRepeat} title={t("task.recurring.none")} text={t("task.recurring.none.text")} />
        )}
        {states.map((state) => (
          <Group key={state} state={state} items={all.filter((item) => item.state === state)} />
        ))}
      </div>
    </Page>
  );
}

function Group({ state, items }: { state: RecurringWork["state"]; items: RecurringWork[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={`recurring-${state}`}>
      <SectionTitle id={`recurring-${state}`} title={t(`task.recurring.${state}`)} count={items.length} />
      <ul className={classes.ruleList}>
        {items.map((item) => (
          <Rule key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

/** Rule is one kind of work that comes again. Ending it, which cannot be taken back, is asked once more. */
function Rule({ item }: { item: RecurringWork }) {
  const act = useRecurringAct();
  const [sure, setSure] = useState(false);
  const { id, version, title } = item;
  const send = (verb: RecurringVerb) => act.mutate({ id, version, verb });
  const verbs = (["pause", "resume"] as const).filter((verb) => (verb === "pause" ? item.mayPause : item.mayResume));
  return (
    <li>
      <div className={classes.rule}>
        <strong>
          <UrgencyWord urgency={item.urgency} />
          {title}
        </strong>
        <span className={classes.ruleWords}>
          {[item.words, item.person?.name ?? item.unit.name, termOf(item)].join(" · ")}
        </span>
        {item.next.length > 0 && (
          <span className={classes.hint}>{t("task.quick.next", { days: item.next.map(dayOf).join("; ") })}</span>
        )}
        {item.why !== undefined && (
          <span className={classes.ruleWhy}>
            <IconAlertTriangle size={14} stroke={1.7} aria-hidden />
            {t("task.recurring.stopped", { why: item.why })}
          </span>
        )}
        {item.last !== undefined && (
          <Link className={classes.hint} to={`/tasks/${item.last}`}>
            {t("task.recurring.last")}
          </Link>
        )}
      </div>
      <div className={`${classes.ruleActs} cv-noprint`}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            variant="default"
            size="xs"
            loading={act.isPending}
            aria-label={t(`task.recurring.${verb}Of`, { title })}
            onClick={() => send(verb)}
          >
            {t(`task.recurring.${verb}`)}
          </Button>
        ))}
        {item.mayEnd === true && (
          <Button
            variant="default"
            size="xs"
            loading={act.isPending}
            aria-label={t(sure ? "task.recurring.sureOf" : "task.recurring.endOf", { title })}
            onBlur={() => setSure(false)}
            onClick={() => (sure ? send("end") : setSure(true))}
          >
            {t(sure ? "task.recurring.sure" : "task.recurring.end")}
          </Button>
        )}
      </div>
      {act.isError && <ErrorState title={t("task.recurring.actFailed")} error={act.error} />}
    </li>
  );
}

/** termOf says how long the work takes each time. */
function termOf({ term: { kind, n = 0 } }: RecurringWork): string {
  return kind === "working" || kind === "calendar" || kind === "month"
    ? t(`task.recurring.term.${kind}`, { n })
    : t("task.quick.sameDay");
}
