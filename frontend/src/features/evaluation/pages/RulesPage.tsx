import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { Frame } from "../components/Frame";
import { policiesQuery } from "../queries";
import { PolicyRules } from "../rules/PolicyRules";

/** RulesPage writes out how scores of a period are computed (cách tính điểm), from the very policies that run. */
export function RulesPage() {
  const [params, setParams] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current ?? "";
  const query = useQuery({ ...policiesQuery(period), enabled: period !== "" });
  const policies = query.data?.items;
  return (
    <Frame
      title={t("evaluation.view.rules")}
      period={period}
      onPeriod={(next) => setParams({ period: next })}
      signed={false}
    >
      {policies === undefined && query.isError && (
        <ErrorState title={t("evaluation.rules.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {policies === undefined && !query.isError && <SkeletonRows />}
      {policies?.length === 0 && <p>{t("evaluation.reason.period")}</p>}
      {policies?.map((policy) => (
        <PolicyRules key={policy.name} policy={policy} period={monitored(period)} />
      ))}
    </Frame>
  );
}

/** monitored is a period of monitoring: a year is classified from such periods, so its last one stands for it. */
function monitored(period: string): string {
  return /^\d{4}$/.test(period) ? `${period}-Q4` : period;
}
