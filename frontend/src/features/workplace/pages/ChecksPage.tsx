import { Button, Group, Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newKey } from "@/shared/api/client";
import { sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { WorkCall } from "@/shared/api/types";
import { formatInstantWhen, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, FieldError } from "@/shared/ui/States";
import { workplaceApi } from "../api";
import { CallBar } from "../components/CallBar";
import { UnitPick, useUnit } from "../components/UnitPick";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { callsQuery, checksQuery, gridQuery, workKeys } from "../queries";

/** ChecksPage is Điểm danh trực tuyến: ask those at home, see who answered; and for each person how they were asked. */
export function ChecksPage() {
  const unit = useUnit();
  const today = useToday()?.date;
  const grid = useInfiniteQuery({ ...gridQuery(today ?? "", today ?? "", unit), enabled: today !== undefined });
  const asks = grid.data?.pages[0]?.call === true;
  return (
    <Page title={t("work.checks")} below={<WorkTabs />}>
      <CallBar />
      {asks && (
        <>
          <div className={classes.tools}>
            <UnitPick />
          </div>
          <Asking unit={grid.data?.pages[0]?.unit.id ?? ""} today={today ?? ""} />
        </>
      )}
      <Own today={today ?? ""} />
    </Page>
  );
}

function Asking({ unit, today }: { unit: string; today: string }) {
  const client = useQueryClient();
  const checks = useQuery(checksQuery(unit)).data?.items;
  const [minutes, setMinutes] = useState("10");
  const [key, setKey] = useState(newKey);
  const ask = useMutation({
    mutationFn: () => workplaceApi.ask(unit, Number(minutes), key),
    onSettled: () => {
      setKey(newKey());
      void client.invalidateQueries({ queryKey: workKeys.checks() });
    },
  });
  return (
    <section className={classes.reading}>
      <p className={classes.quiet}>{t("work.check.note")}</p>
      <Group align="flex-end">
        <Select
          label={t("work.check.minutes")}
          allowDeselect={false}
          data={["5", "10", "15", "30"].map((n) => ({ value: n, label: t("minutes", { n }) }))}
          value={minutes}
          onChange={(n) => n !== null && setMinutes(n)}
        />
        <Button leftSection={<IconUsers size={16} aria-hidden />} loading={ask.isPending} onClick={() => ask.mutate()}>
          {t("work.check.ask")}
        </Button>
      </Group>
      {ask.isError && (
        <div role="alert">
          <FieldError>{sentenceOf(ask.error)}</FieldError>
        </div>
      )}
      {checks?.length === 0 && <EmptyState icon={IconUsers} title={t("work.check.none")} />}
      {checks?.map((check) => (
        <div key={check.id}>
          <SectionTitle
            title={t("work.check.at", { time: formatInstantWhen(check.at, today), name: check.by.name })}
            count={t("work.check.count", {
              n: check.calls.filter(({ inTime }) => inTime).length,
              of: check.calls.length,
            })}
          />
          <ul className={classes.list}>
            {check.calls.map((call) => (
              <li key={call.person.id} className={classes.item}>
                <div>
                  {call.person.name} <span className={classes.quiet}>{call.paper}</span>
                </div>
                <span>{answerText(call)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** answerText says how somebody answered: after how many minutes, late, not at all. */
function answerText(call: WorkCall): string {
  if (call.answeredAt === undefined)
    return call.running ? t("work.answer.running", { time: formatTime(call.until) }) : t("work.answer.none");
  const minutes = Math.max(0, Math.round((Date.parse(call.answeredAt) - Date.parse(call.at)) / 60_000));
  return t(call.inTime ? "work.answer.inTime" : "work.answer.late", { n: minutes });
}

function Own({ today }: { today: string }) {
  const calls = useQuery(callsQuery()).data?.items;
  if (calls === undefined) return null;
  return (
    <section className={classes.reading}>
      <SectionTitle title={t("work.calls")} count={calls.length} />
      <p className={classes.quiet}>{t("work.calls.note")}</p>
      <ul className={classes.list}>
        {calls.map((call) => (
          <li key={call.check} className={classes.item}>
            <div>{t("work.check.at", { time: formatInstantWhen(call.at, today), name: call.by.name })}</div>
            <span>{answerText(call)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
