import { IconMessageQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import type { Petition } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { Frame } from "../components/Frame";
import classes from "./Petition.module.css";
import { PetitionItem } from "./PetitionItem";
import { petitionsQuery } from "./queries";

/** PetitionsPage lists the petitions that concern me: first those that wait for an answer, then those that have one. */
export function PetitionsPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current ?? "";
  const query = useQuery(petitionsQuery());
  const all = query.data?.items;
  const waiting = all?.filter(({ state }) => state === "waiting") ?? [];
  const done = all?.filter(({ state }) => state !== "waiting") ?? [];
  return (
    <Frame
      title={t("evaluation.view.petitions")}
      period={period}
      onPeriod={(next) => void navigate(`/evaluation?period=${next}`)}
      signed={false}
    >
      {all === undefined && query.isError && (
        <ErrorState title={t("evaluation.petition.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {all === undefined && !query.isError && <SkeletonRows />}
      {all?.length === 0 && (
        <EmptyState
          icon={IconMessageQuestion}
          title={t("evaluation.petition.none")}
          text={t("evaluation.petition.noneText")}
        />
      )}
      <Part title={t("evaluation.petition.waiting")} all={waiting} />
      <Part title={t("evaluation.petition.done")} all={done} />
    </Frame>
  );
}

function Part({ title, all }: { title: string; all: Petition[] }) {
  if (all.length === 0) return null;
  return (
    <section className={classes.part}>
      <SectionTitle large title={title} count={all.length} />
      {all.map((one) => (
        <PetitionItem key={one.id} petition={one} named />
      ))}
    </section>
  );
}
