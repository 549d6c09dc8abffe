import { Button } from "@mantine/core";
import { IconAdjustments, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useToday } from "@/shared/api/today";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { EvaluationTabs } from "../components/EvaluationTabs";
import { settingsQuery } from "../queries";
import { Differences } from "./Differences";
import { ProposalForm } from "./ProposalForm";
import classes from "./Settings.module.css";
import { VersionPart } from "./VersionPart";

/** SettingsPage is Cài đặt đánh giá: what the agency sets of each policy, since when, what is proposed and what it would change. */
export function SettingsPage() {
  const period = useToday()?.period ?? "";
  const query = useQuery(settingsQuery());
  const [proposing, setProposing] = useState<string>();
  const data = query.data;
  const policy = data?.policies.find(({ current }) => current.name === proposing);
  return (
    <Page title={t("evaluation.set.title")} below={<EvaluationTabs period={period} />}>
      {data === undefined && query.isError && (
        <ErrorState title={t("evaluation.set.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {data === undefined && !query.isError && <SkeletonRows />}
      {policy !== undefined && <ProposalForm policy={policy} onDone={() => setProposing(undefined)} />}
      {policy === undefined &&
        data?.policies.map(({ published, current, choice }) => (
          <section key={current.name} className={classes.part}>
            <SectionTitle large title={current.title} />
            <p className={classes.quiet}>
              {current.local === undefined
                ? t("evaluation.set.published")
                : t("evaluation.set.since", { day: formatDay(current.local.from), document: current.local.document })}
            </p>
            <Differences choice={choice} published={published} />
            {data.propose && (
              <Button
                mt="sm"
                size="xs"
                variant="default"
                leftSection={<IconPlus size={14} aria-hidden />}
                onClick={() => setProposing(current.name)}
              >
                {t("evaluation.set.propose")}
              </Button>
            )}
          </section>
        ))}
      {policy === undefined && data !== undefined && (
        <section className={classes.part}>
          <SectionTitle large title={t("evaluation.set.versions")} count={data.items.length} />
          {data.items.length === 0 && (
            <EmptyState icon={IconAdjustments} title={t("evaluation.set.none")} text={t("evaluation.set.none.text")} />
          )}
          {data.items.map((version) => (
            <VersionPart
              key={version.id}
              version={version}
              published={
                data.policies.find(({ published }) => published.name.startsWith(`${version.policy}@`))?.published
              }
            />
          ))}
        </section>
      )}
    </Page>
  );
}
