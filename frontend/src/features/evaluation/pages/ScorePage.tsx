import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { ClosePeriod } from "../components/ClosePeriod";
import { Frame } from "../components/Frame";
import { HowFinal } from "../components/HowFinal";
import { ScoreAside } from "../components/ScoreAside";
import { ScorePapers } from "../components/ScorePapers";
import { ScorePrint } from "../components/ScorePrint";
import { GiveButton, ScoreView } from "../components/ScoreView";
import { isMonth } from "../model/period";
import { RecordButton } from "../override/Overrides";
import { PublishedGrades } from "../petition/PetitionPart";
import { myScoreQuery, personScoreQuery } from "../queries";
import { SelfButton } from "../self/SelfScores";

/** ScorePage is one's own score of a month, quarter or year, or that of a person whose scores one may read. */
export function ScorePage() {
  const me = useMe();
  const person = useParams().person ?? me.id;
  const own = person === me.id;
  const [params, setParams] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current;
  const mine = useQuery({ ...myScoreQuery(period ?? ""), enabled: own && period !== undefined });
  const theirs = useQuery({ ...personScoreQuery(person, period ?? ""), enabled: !own && period !== undefined });
  const query = own ? mine : theirs;
  const score = query.data;
  const at = own ? "/evaluation" : `/evaluation/people/${person}`;

  return (
    <Frame
      title={own || score === undefined ? t("nav.evaluation") : t("evaluation.of", { name: score.person.name })}
      period={period ?? ""}
      onPeriod={(next) => setParams({ period: next })}
      remark={score === undefined ? undefined : <HowFinal score={score} />}
      actions={
        score !== undefined && (
          <>
            {score.status !== "no_policy" && <ScorePapers score={score} />}
            {score.acts.includes("self") && <SelfButton score={score} />}
            {score.acts.includes("override") && <RecordButton score={score} />}
            {own && (me.can.closePeriods || me.can.confirmPeriods) ? (
              <ClosePeriod period={score.period} />
            ) : (
              score.acts.includes("general") && <GiveButton score={score} />
            )}
          </>
        )
      }
      aside={score === undefined || score.status === "no_policy" ? undefined : <ScoreAside score={score} />}
    >
      {score === undefined && query.isError && (
        <ErrorState title={t("evaluation.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {score === undefined && !query.isError && <SkeletonRows />}
      {score !== undefined && <ScoreView score={score} own={own} to={(one) => `${at}?period=${one}`} />}
      {own && score !== undefined && !isMonth(score.period) && <PublishedGrades period={score.period} />}
      {score !== undefined && score.status !== "no_policy" && isMonth(score.period) && (
        <ScorePrint score={score} own={own} />
      )}
    </Frame>
  );
}
