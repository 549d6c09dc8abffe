import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { dayOf } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { Ledger } from "../components/Ledger";
import { Lost } from "../components/Lost";
import { PlannedDay } from "../components/PlannedDay";
import { PlanView } from "../components/PlanView";
import { monthsFrom } from "../model/plan";
import { lostQuery, planQuery } from "../queries";

// This month and the twelve after it: as far as the server looks.
const shownMonths = 13;

const views = ["plan", "sent", "lost"] as const;

/**
 * RemindersPage is Lịch nhắc việc: which reminders the runs to come would give (nothing is sent), which messages were given and
 * how far they are, and which letters did not arrive. What is chosen stands in the address.
 */
export function RemindersPage() {
  const today = useToday()?.date ?? "";
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get("view")) ?? "plan";
  const month = params.get("month") ?? today.slice(0, 7);
  const date = params.get("date") ?? "";
  const plan = useQuery({ ...planQuery(month, date), enabled: view === "plan" && month !== "" });
  const lost = useQuery(lostQuery()).data?.items.length ?? 0;
  const choose = (next: Record<string, string>) => setParams(next, { replace: true });
  const shown = plan.data?.items.some(({ at }) => dayOf(at) === date) ? plan.data : undefined;
  return (
    <Page
      title={t("nav.reminders")}
      aside={view === "plan" ? <PlannedDay date={date} plan={shown} /> : undefined}
      asideWidth={404}
      asideLabel={t("admin.plan.choose.title")}
    >
      <Tabs value={view} onChange={(next) => choose({ view: next ?? "plan" })} mb="md">
        <Tabs.List>
          <Tabs.Tab value="plan">{t("admin.reminders.plan")}</Tabs.Tab>
          <Tabs.Tab value="sent">{t("admin.reminders.sent")}</Tabs.Tab>
          <Tabs.Tab value="lost" rightSection={lost > 0 ? lost : undefined}>
            {t("admin.reminders.lost")}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {view === "plan" && (
        <PlanView
          plan={plan}
          months={today === "" ? [month] : monthsFrom(today, shownMonths)}
          month={month}
          date={date}
          onChoose={choose}
        />
      )}
      {view === "sent" && (
        <Ledger
          person={params.get("person") ?? ""}
          onPerson={(person) => choose(person === "" ? { view } : { view, person })}
        />
      )}
      {view === "lost" && <Lost />}
    </Page>
  );
}
