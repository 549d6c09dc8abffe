import { Button, Select } from "@mantine/core";
import { IconGavel, IconScale } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { unitsQuery } from "@/shared/api/units";
import { formatDay } from "@/shared/format/date";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { useScoredUnits } from "../components/EvaluationTabs";
import { Frame } from "../components/Frame";
import unitClasses from "../components/Unit.module.css";
import { isMonth } from "../model/period";
import { DecideDialog } from "./DecideDialog";
import { ratingQuery } from "./queries";
import { RatingBoard } from "./RatingBoard";

/** RatingPage is where a unit's quarter or year is balanced against the share the law allows, and decided on (cân đối). */
export function RatingPage() {
  const navigate = useNavigate();
  const { unit = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current?.slice(0, 4) ?? "";
  const [deciding, setDeciding] = useState(false);
  const units = useScoredUnits();
  const names = distinctNames(useQuery(unitsQuery()).data?.items ?? units);
  const long = period !== "" && !isMonth(period);
  const query = useQuery({ ...ratingQuery(unit, period), enabled: long });
  const rating = query.data;
  return (
    <Frame
      title={t("evaluation.view.rating")}
      period={period}
      onPeriod={(next) => setParams({ period: next })}
      remark={
        rating?.decision !== undefined && <Decided number={rating.decision.number} on={rating.decision.documentOn} />
      }
      actions={
        rating?.acts.includes("decide") && (
          <Button
            leftSection={<IconGavel size={16} stroke={1.6} aria-hidden />}
            disabled={rating.early}
            onClick={() => setDeciding(true)}
          >
            {t("evaluation.rating.decide")}
          </Button>
        )
      }
    >
      {units.length > 1 && (
        <Select
          className={unitClasses.unit}
          label={t("evaluation.unit")}
          searchable
          allowDeselect={false}
          data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
          value={unit}
          onChange={(id) => id !== null && void navigate(`/evaluation/units/${id}/rating?period=${period}`)}
        />
      )}
      {!long && (
        <EmptyState icon={IconScale} title={t("evaluation.rating.month")} text={t("evaluation.rating.monthText")} />
      )}
      {long && rating === undefined && query.isError && (
        <ErrorState title={t("evaluation.rating.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {long && rating === undefined && !query.isError && <SkeletonRows />}
      {rating !== undefined && rating.rows.length === 0 && (
        <EmptyState icon={IconScale} title={t("evaluation.rating.empty")} text={t("evaluation.rating.emptyText")} />
      )}
      {rating !== undefined && rating.rows.length > 0 && <RatingBoard key={`${unit} ${period}`} rating={rating} />}
      {rating !== undefined && deciding && <DecideDialog rating={rating} onClose={() => setDeciding(false)} />}
    </Frame>
  );
}

function Decided({ number, on }: { number: string; on: string }) {
  return <span>{t("evaluation.rating.decided", { number, date: formatDay(on) })}</span>;
}
