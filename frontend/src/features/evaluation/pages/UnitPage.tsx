import { Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { unitsQuery } from "@/shared/api/units";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { ClosePeriod } from "../components/ClosePeriod";
import { Distribution } from "../components/Distribution";
import { useScoredUnits } from "../components/EvaluationTabs";
import { Frame } from "../components/Frame";
import { UnitFinal } from "../components/HowFinal";
import { UnitPapers } from "../components/ScorePapers";
import classes from "../components/Unit.module.css";
import { UnitTable } from "../components/UnitTable";
import { isMonth } from "../model/period";
import { UnitOutlookSection } from "../outlook/UnitOutlookSection";
import { unitScoresQuery } from "../queries";

/** UnitPage is the table of a unit for a month (chấm điểm), a quarter or a year: everybody's points, and the way to give them. */
export function UnitPage() {
  const navigate = useNavigate();
  const { unit = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current;
  const units = useScoredUnits();
  const names = distinctNames(useQuery(unitsQuery()).data?.items ?? units);
  const query = useQuery({ ...unitScoresQuery(unit, period ?? ""), enabled: period !== undefined });
  const table = query.data;

  return (
    <Frame
      title={t("evaluation.view.unit")}
      period={period ?? ""}
      onPeriod={(next) => setParams({ period: next })}
      remark={table === undefined ? undefined : <UnitFinal state={table.periodState} />}
      actions={
        table !== undefined && (
          <>
            {table.rows.length > 0 && <UnitPapers table={table} />}
            <ClosePeriod period={table.period} />
          </>
        )
      }
    >
      {units.length > 1 && (
        <Select
          className={classes.unit}
          label={t("evaluation.unit")}
          searchable
          allowDeselect={false}
          data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
          value={unit}
          onChange={(id) => id !== null && void navigate(`/evaluation/units/${id}?period=${period}`)}
        />
      )}
      {table === undefined && query.isError && (
        <ErrorState title={t("evaluation.unit.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {table === undefined && !query.isError && <SkeletonRows />}
      {table !== undefined && table.rows.length === 0 && (
        <EmptyState icon={IconUsers} title={t("evaluation.unit.empty")} text={t("evaluation.unit.emptyText")} />
      )}
      {table !== undefined && table.rows.length > 0 && (
        <>
          <Distribution table={table} />
          <UnitTable key={`${unit} ${table.period}`} table={table} />
          {table.periodState === "open" && isMonth(table.period) && (
            <UnitOutlookSection key={`outlook ${unit} ${table.period}`} table={table} />
          )}
        </>
      )}
    </Frame>
  );
}
