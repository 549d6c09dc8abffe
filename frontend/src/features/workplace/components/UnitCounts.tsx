import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { WorkUnits } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { unitCountsQuery } from "../queries";
import classes from "./UnitCounts.module.css";

const columns = ["onSite", "remote", "field", "leave"] as const;

/** Props of UnitCounts; without a unit it is one's own; desk: also where nothing lies below. */
interface Props {
  unit?: string;
  today: string;
  desk?: boolean;
}

/**
 * UnitCounts is a unit with everything below it in this half of today: how many are where, and how many of those away have no
 * paper. Each line leads to the grid of its unit.
 */
export function UnitCounts({ unit, today, desk = false }: Props) {
  const query = useQuery(unitCountsQuery(today, unit));
  const phone = usePhone();
  const counts = query.data;
  if (query.isError && counts === undefined) {
    return <ErrorState title={t("work.units.failed")} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (counts === undefined || (!desk && counts.items.every(({ own }) => own))) return null;
  return (
    <section className={classes.section} aria-labelledby="work-units">
      <SectionTitle
        id="work-units"
        title={t(counts.afternoon ? "work.units.pm" : "work.units.am", { unit: counts.unit.name })}
      />
      {counts.working && phone && (
        <ul className={classes.lines}>
          {counts.items.map((item) => (
            <li key={item.unit.id}>
              <Link to={`/workplace?unit=${item.unit.id}`}>{item.unit.name}</Link>
              <span className={classes.small}>{inWords(item, counts.afternoon)}</span>
            </li>
          ))}
        </ul>
      )}
      {counts.working && !phone && (
        <table className={classes.table} aria-labelledby="work-units">
          <thead>
            <tr>
              <th scope="col">{t("work.unit")}</th>
              {columns.map((column) => (
                <th key={column} scope="col" data-number>
                  {t(`work.units.${column}`)}
                </th>
              ))}
              <th scope="col" data-number title={t("work.units.noted.why")}>
                {t("work.units.noted")}
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.items.map((item) => (
              <UnitLine key={item.unit.id} item={item} afternoon={counts.afternoon} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("work.units.sum", { n: sum(counts, ({ people }) => people) })}</th>
              {columns.map((column) => (
                <td key={column} data-number>
                  {sum(counts, (item) => half(item, counts.afternoon)[column])}
                </td>
              ))}
              <td data-number>{sum(counts, (item) => noted(item, counts.afternoon))}</td>
            </tr>
          </tfoot>
        </table>
      )}
      {!counts.working && <p className={classes.quiet}>{t("work.now.dayOff", { why: counts.why ?? "" })}</p>}
    </section>
  );
}

type Item = WorkUnits["items"][number];

const half = (item: Item, afternoon: boolean) => (afternoon ? item.pm : item.am);
const noted = (item: Item, afternoon: boolean) => (afternoon ? item.pmNoted : item.amNoted);
const sum = (counts: WorkUnits, of: (item: Item) => number) => counts.items.reduce((all, item) => all + of(item), 0);

/** inWords is a line of a phone: how many are on site, and of the rest what there is. */
function inWords(item: Item, afternoon: boolean): string {
  const count = half(item, afternoon);
  const away = (["remote", "field", "leave"] as const).filter((column) => count[column] > 0);
  const bare = noted(item, afternoon);
  return [
    t("work.units.line", { onSite: count.onSite, base: count.base }),
    ...away.map((column) => `${t(`work.units.${column}`)}: ${count[column]}`),
    ...(bare > 0 ? [`${t("work.units.noted")}: ${bare}`] : []),
  ].join(" · ");
}

function UnitLine({ item, afternoon }: { item: Item; afternoon: boolean }) {
  const { unit, own, people } = item;
  const count = half(item, afternoon);
  return (
    <tr>
      <th scope="row">
        <Link to={`/workplace?unit=${unit.id}`}>{unit.name}</Link>
        <span className={classes.small}>{t(own ? "work.units.own" : "work.people", { n: people })}</span>
      </th>
      {columns.map((column) => (
        <td key={column} data-number>
          {column === "onSite" ? `${count.onSite}/${count.base}` : count[column] || "–"}
        </td>
      ))}
      <td data-number>{noted(item, afternoon) || "–"}</td>
    </tr>
  );
}
