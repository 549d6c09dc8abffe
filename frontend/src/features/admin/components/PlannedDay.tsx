import { IconUsers } from "@tabler/icons-react";
import type { PlannedMessage, ReminderPlan } from "@/shared/api/types";
import { formatDay, formatTime } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState } from "@/shared/ui/States";
import classes from "./Plan.module.css";

/** PlannedDay is each message of one day of the plan: to whom, why, and when it stops; it asks for a day while none is chosen. */
export function PlannedDay({ date, plan }: { date: string; plan: ReminderPlan | undefined }) {
  if (plan === undefined) {
    return <EmptyState icon={IconUsers} title={t("admin.plan.choose.title")} text={t("admin.plan.choose.text")} />;
  }
  return (
    <section aria-label={t("admin.plan.open", { day: formatDay(date) })}>
      <SectionTitle title={t("admin.plan.open", { day: formatDay(date) })} count={plan.total} />
      <ul className={classes.list}>
        {plan.items.map((item) => (
          <Message key={`${item.at}|${item.rule}|${item.code ?? ""}|${item.to.id}`} item={item} />
        ))}
      </ul>
      {plan.items.length < plan.total && (
        <p className={classes.note}>{t("admin.plan.more", { n: plan.items.length, total: plan.total })}</p>
      )}
    </section>
  );
}

function Message({ item }: { item: PlannedMessage }) {
  const why =
    item.for === undefined
      ? tx(`admin.plan.why.${item.why}`, "admin.plan.why.lead")
      : t("admin.plan.why.for", { name: item.for });
  const what =
    item.type === "task" ? t("admin.plan.task", { code: item.code ?? "", due: item.due ?? "" }) : t("admin.plan.diary");
  return (
    <li className={classes.message}>
      <span className={classes.time}>{formatTime(item.at)}</span>
      <span>
        <strong className={classes.name}>{item.to.name}</strong>, {why}
        {item.to.unit !== undefined && <span className={classes.unit}> · {item.to.unit}</span>}
        <span className={classes.second}>{what}</span>
        <span className={classes.second}>
          {item.name}
          {item.grouped && `, ${t("admin.plan.grouped")}`}. {t("admin.plan.stops", { when: item.stops })}
        </span>
      </span>
    </li>
  );
}
