import { Tooltip } from "@mantine/core";
import { Link } from "react-router";
import type { WorkCell, WorkGrid, WorkRow } from "@/shared/api/types";
import { formatDayShort, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { halfName, halfOf } from "../model/halves";
import { cellText, placeIcons } from "./place";
import classes from "./Work.module.css";

/** Props of WhereGrid: the first page of a grid says the days, rows are those of all pages. */
interface Props {
  grid: WorkGrid;
  rows: WorkRow[];
  /** Whether the numbers of registrations lead to them: to whoever may read them. */
  open: boolean;
}

/** WhereGrid is a unit by days: two cells a day, each says its paper; the foot counts who is on site. */
export function WhereGrid({ grid, rows, open }: Props) {
  const { days, today } = grid;
  const mark = (date: string) => (date === today ? classes.today : undefined);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too */}
      <section className={classes.scroll} tabIndex={0} aria-label={t("work.grid.scroll")}>
        <table className={classes.grid} aria-label={t("work.grid.of", { unit: grid.unit.name })}>
          <thead>
            <tr>
              <th scope="col">{t("work.people", { n: grid.people })}</th>
              {days.map(({ date, why }) => (
                <th
                  key={date}
                  scope="col"
                  className={mark(date)}
                  title={why}
                  aria-current={date === today ? "date" : undefined}
                >
                  {weekdayShort(date)}
                  <strong className={classes.dayNumber}>{formatDayShort(date)}</strong>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ person, cells }) => (
              <tr key={person.id}>
                <th scope="row">{person.name}</th>
                {days.map(({ date, working, why }, i) =>
                  working ? (
                    <td key={date} className={mark(date)}>
                      <span className={classes.cells}>
                        <Cell cell={cells[2 * i]} half={halfOf(date, false)} name={person.name} open={open} />
                        <Cell cell={cells[2 * i + 1]} half={halfOf(date, true)} name={person.name} open={open} />
                      </span>
                    </td>
                  ) : (
                    <td key={date} className={classes.off} title={why} />
                  ),
                )}
              </tr>
            ))}
          </tbody>
          <tfoot className={classes.sums}>
            {(["am", "pm"] as const).map((half) => (
              <tr key={half}>
                <td>{t(`work.onSite.${half}`)}</td>
                {days.map(({ date, working, [half]: count }) => (
                  <td key={date} className={mark(date)}>
                    {working && (
                      <span title={count.need > 0 ? t("work.need", { n: count.need }) : undefined}>
                        <strong className={classes.sum}>{count.onSite}</strong>/{count.base}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        </table>
      </section>
      <Legend />
    </>
  );
}

function Cell({ cell, half, name, open }: { cell: WorkCell | undefined; half: string; name: string; open: boolean }) {
  if (cell === undefined) return null;
  const place = cell.asked ? "remote" : cell.place;
  const Icon = placeIcons[place];
  const label = `${name}, ${halfName(half)}: ${cellText(cell)}`;
  const marks = { "data-place": place, "data-by": cell.by, "data-asked": cell.asked || undefined };
  const icon = <Icon size={15} stroke={1.6} aria-hidden />;
  return (
    <Tooltip label={cellText(cell)} openDelay={150}>
      {open && cell.registration !== undefined ? (
        <Link
          to={`/workplace/registrations/${cell.registration}`}
          className={classes.cell}
          aria-label={label}
          {...marks}
        >
          {icon}
        </Link>
      ) : (
        <span role="img" className={classes.cell} aria-label={label} {...marks}>
          {icon}
        </span>
      )}
    </Tooltip>
  );
}

function Legend() {
  return (
    <ul className={classes.legend}>
      {(["remote", "office", "field", "off"] as const).map((place) => {
        const Icon = placeIcons[place];
        return (
          <li key={place}>
            <span className={classes.cell} data-place={place} aria-hidden>
              <Icon size={15} stroke={1.6} />
            </span>
            {t(`place.${place}`)}
          </li>
        );
      })}
      <li>
        <span className={classes.cell} data-asked aria-hidden />
        {t("work.asked")}
      </li>
      <li>{t("work.grid.note")}</li>
    </ul>
  );
}
