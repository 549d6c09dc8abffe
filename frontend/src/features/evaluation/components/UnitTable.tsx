import { Button } from "@mantine/core";
import { Suspense, useState } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import type { UnitScoreRow, UnitScores } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { formatPlain } from "../model/decimal";
import { formOf } from "../model/general";
import { generalMax } from "../model/score";
import { GradeBars } from "./GradeBars";
import { shortReason } from "./reasons";
import { Sparkline } from "./Sparkline";
import classes from "./Unit.module.css";

const GeneralModal = lazyPart(async () => (await import("./GeneralModal")).default);

/** UnitTable is everybody of a unit with the parts of their score; a row opens the person, its button gives points. */
export function UnitTable({ table }: { table: UnitScores }) {
  const [giving, setGiving] = useState<UnitScoreRow>();
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.table.person")}</th>
            <th scope="col" data-number data-wide>
              {t("evaluation.table.general", { max: formatPlain(generalMax(table.groups)) })}
            </th>
            {(["a", "b", "c"] as const).map((ratio) => (
              <th key={ratio} scope="col" data-number data-wide>
                <abbr title={t(`evaluation.ratio.${ratio}`)}>{ratio}</abbr>
              </th>
            ))}
            <th scope="col" data-number>
              {t("evaluation.table.total")}
            </th>
            <th scope="col">{t("evaluation.table.grade")}</th>
            <th scope="col" data-wide className={classes.months}>
              {t("evaluation.table.months")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <Row key={row.person.id} row={row} period={table.period} onGive={() => setGiving(row)} />
          ))}
        </tbody>
      </table>
      <Suspense>
        {giving !== undefined && (
          <GeneralModal
            person={giving.person}
            period={table.period}
            rules={table.groups}
            self={giving.self}
            stored={formOf(giving.version, giving.generalGroups, giving.leader, giving.leadership)}
            onClose={() => setGiving(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}

/** Props of Row. */
interface RowProps {
  row: UnitScoreRow;
  period: string;
  onGive: () => void;
}

function Row({ row, period, onGive }: RowProps) {
  const me = useMe();
  const { person } = row;
  const given = row.general !== undefined;
  const changed = useRecentlyChanged(`${person.id}|${period}`);
  const number = (value: string | undefined) => (value === undefined ? t("evaluation.none") : formatDecimal(value));
  return (
    <tr className={changed ? "cv-changed" : undefined}>
      <th scope="row">
        <span className={classes.person}>
          <PersonAvatar name={person.name} own={person.id === me.id} />
          <span>
            <Link to={`/evaluation/people/${person.id}?period=${period}`} className={classes.name}>
              {person.name}
            </Link>
            <span className={classes.second}>{person.title}</span>
            <span className={classes.narrow}>
              {t("evaluation.table.parts", {
                general: number(row.general),
                a: number(row.a),
                b: number(row.b),
                c: number(row.c),
              })}
            </span>
          </span>
        </span>
      </th>
      <td data-number data-wide>
        {number(row.general)}
      </td>
      {(["a", "b", "c"] as const).map((ratio) => (
        <td key={ratio} data-number data-wide>
          {number(row[ratio])}
        </td>
      ))}
      <td data-number className={row.total === undefined ? undefined : classes.total}>
        {row.total === undefined && row.totalRange !== undefined
          ? t("evaluation.range", { from: formatDecimal(row.totalRange[0]), to: formatDecimal(row.totalRange[1]) })
          : number(row.total)}
      </td>
      <td>
        <GradeBars grade={row.grade} missing={shortReason(row)} />
      </td>
      <td data-wide className={classes.months}>
        <Sparkline trend={row.trend} />
      </td>
      <td className={classes.acts}>
        {row.acts.includes("general") && (
          <Button
            variant="default"
            size="xs"
            onClick={onGive}
            aria-label={t(given ? "evaluation.table.editOf" : "evaluation.table.giveTo", { name: person.name })}
          >
            {t(given ? "evaluation.table.edit" : "evaluation.table.give")}
          </Button>
        )}
      </td>
    </tr>
  );
}
