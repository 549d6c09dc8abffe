import { Progress, Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useToday } from "@/shared/api/today";
import type { EvalStepRow, EvalSteps } from "@/shared/api/types";
import { unitsQuery } from "@/shared/api/units";
import { formatDay } from "@/shared/format/date";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { ClosePeriod } from "../components/ClosePeriod";
import { useScoredUnits } from "../components/EvaluationTabs";
import { Frame } from "../components/Frame";
import { UnitFinal } from "../components/HowFinal";
import unitClasses from "../components/Unit.module.css";
import { isMonth } from "../model/period";
import { stepsQuery } from "./queries";
import classes from "./Steps.module.css";

/** StepsPage follows the steps of a period (theo dõi kỳ): by when each is due, how far every unit is, who is late. */
export function StepsPage() {
  const navigate = useNavigate();
  const { unit = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const current = useToday()?.period;
  const period = params.get("period") ?? current;
  const units = useScoredUnits();
  const names = distinctNames(useQuery(unitsQuery()).data?.items ?? units);
  const query = useQuery({ ...stepsQuery(unit, period ?? ""), enabled: period !== undefined });
  const board = query.data;
  return (
    <Frame
      title={t("evaluation.view.steps")}
      period={period ?? ""}
      onPeriod={(next) => setParams({ period: next })}
      remark={board === undefined ? undefined : <UnitFinal state={board.periodState} />}
      actions={board !== undefined && <ClosePeriod period={board.period} />}
      signed={false}
    >
      {units.length > 1 && (
        <Select
          className={unitClasses.unit}
          label={t("evaluation.unit")}
          searchable
          allowDeselect={false}
          data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
          value={unit}
          onChange={(id) => id !== null && void navigate(`/evaluation/units/${id}/steps?period=${period}`)}
        />
      )}
      {board === undefined && query.isError && (
        <ErrorState title={t("evaluation.steps.failed")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {board === undefined && !query.isError && <SkeletonRows />}
      {board !== undefined && <Steps board={board} />}
      {board !== undefined && board.rows.length === 0 && (
        <EmptyState
          icon={IconUsers}
          title={t(isMonth(board.period) ? "evaluation.steps.none" : "evaluation.steps.noGrade")}
          text={t(isMonth(board.period) ? "evaluation.steps.noneText" : "evaluation.steps.noGradeText")}
        />
      )}
      {board !== undefined && board.rows.length > 0 && <Rows board={board} />}
    </Frame>
  );
}

/** Steps are the steps in their order, each with its day and how many are done. */
function Steps({ board }: { board: EvalSteps }) {
  const month = isMonth(board.period);
  return (
    <ol className={classes.steps} aria-label={t("evaluation.steps.list")}>
      {board.steps.map(({ step, dueOn, done, total, late }) => {
        const closes = month && step === "decide";
        return (
          <li key={step} className={classes.step} data-done={(total > 0 && done === total) || undefined}>
            <strong>{t(closes ? "evaluation.steps.close" : `evaluation.steps.${step}`)}</strong>
            {dueOn !== undefined && (
              <span data-late={late || undefined}>
                {t(late ? "evaluation.steps.late" : "evaluation.steps.due", { day: formatDay(dueOn) })}
              </span>
            )}
            <span>
              {closes
                ? t(done === 1 ? "evaluation.steps.closed" : "evaluation.steps.open")
                : t("evaluation.steps.count", { done, total })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Rows are the units directly below, the slowest first; a number is beside its bar, so that none is told by colour alone. */
function Rows({ board }: { board: EvalSteps }) {
  const month = isMonth(board.period);
  return (
    <section>
      <SectionTitle large title={t("evaluation.steps.units")} />
      <p className={classes.quiet}>{t("evaluation.steps.slowest", { n: board.rows.length })}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.steps.unit")}</th>
            <th scope="col" data-number>
              {t("evaluation.steps.people")}
            </th>
            {month ? (
              <>
                <th scope="col">{t("evaluation.steps.selfDone")}</th>
                <th scope="col">{t("evaluation.steps.reviewed")}</th>
                <th scope="col" data-wide>
                  {t("evaluation.steps.waits")}
                </th>
              </>
            ) : (
              <th scope="col">{t("evaluation.steps.decided")}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <tr key={row.unit.id}>
              <th scope="row">
                <Link to={`/evaluation/units/${row.unit.id}?period=${board.period}`} className={unitClasses.name}>
                  {row.unit.name}
                </Link>
                {month && (
                  <span className={classes.narrow}>
                    <Waits row={row} />
                  </span>
                )}
              </th>
              <td data-number>{row.people}</td>
              {month ? (
                <>
                  <Count done={row.self} total={row.people} />
                  <Count done={row.reviewed} total={row.people} />
                  <td data-wide>
                    <Waits row={row} />
                  </td>
                </>
              ) : (
                <Count done={row.decided} total={row.people} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Count({ done, total }: { done: number; total: number }) {
  return (
    <td>
      <span className={classes.count}>
        <span>{done}</span>
        <Progress size={6} value={total === 0 ? 0 : (100 * done) / total} color="var(--cv-accent-fill)" aria-hidden />
      </span>
    </td>
  );
}

// So many names stand in a cell; the rest is a number.
const named = 3;

/** Waits says who has not assessed themselves, and for whose points how many wait. */
function Waits({ row }: { row: EvalStepRow }) {
  const { noSelf, waiting } = row;
  if (noSelf.length === 0 && waiting.length === 0) return <span>{t("evaluation.steps.nobody")}</span>;
  const shown = noSelf
    .slice(0, named)
    .map(({ name }) => name)
    .join(", ");
  const names = noSelf.length > named ? t("evaluation.steps.more", { names: shown, n: noSelf.length - named }) : shown;
  return (
    <span className={classes.waits}>
      {waiting.length > 0 && (
        <span>
          {waiting
            .slice(0, named)
            .map(({ giver, people: n }) =>
              giver === undefined
                ? t("evaluation.steps.outside", { n })
                : t("evaluation.steps.giver", { name: giver.name, n }),
            )
            .join(", ")}
        </span>
      )}
      {noSelf.length > 0 && <span>{t("evaluation.steps.noSelf", { names })}</span>}
    </span>
  );
}
