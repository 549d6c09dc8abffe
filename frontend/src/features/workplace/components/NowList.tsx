import { Link } from "react-router";
import type { WorkCell, WorkGrid, WorkRow } from "@/shared/api/types";
import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { paperText, placeIcons } from "./place";
import classes from "./Work.module.css";

const order: WorkCell["place"][] = ["office", "remote", "field", "off"];

/** Props of NowList: a grid of today alone. */
interface Props {
  grid: WorkGrid;
  rows: WorkRow[];
  open: boolean;
}

/** NowList is who is where now, each with the paper that says so (ngay bây giờ). */
export function NowList({ grid, rows, open }: Props) {
  const day = grid.days[0];
  if (day === undefined) return null;
  const half = grid.afternoon ? 1 : 0;
  const count = grid.afternoon ? day.pm : day.am;
  const at = rows.map(({ person, cells }) => ({ person, cell: cells[half] }));
  return (
    <section aria-label={t("work.now")}>
      <SectionTitle
        large
        title={t("work.now")}
        end={t(grid.afternoon ? "work.now.pm" : "work.now.am", { day: formatDayLong(grid.today) })}
      />
      {!day.working ? (
        <p className={classes.quiet}>{t("work.now.dayOff", { why: day.why ?? "" })}</p>
      ) : (
        <>
          <p className={classes.big}>
            <strong>{count.onSite}</strong>
            {count.need > 0
              ? t("work.now.onSiteNeed", { base: count.base, need: count.need })
              : t("work.now.onSite", { base: count.base })}
          </p>
          {order.map((place) => {
            const here = at.filter(({ cell }) => cell?.place === place);
            const Icon = placeIcons[place];
            return (
              here.length > 0 && (
                <div key={place} className={classes.nowGroup}>
                  <h3>
                    <Icon size={17} stroke={1.6} aria-hidden />
                    {t(`place.${place}`)} <span className={classes.dim}>{here.length}</span>
                  </h3>
                  <ul className={classes.people}>
                    {here.map(({ person, cell }) => (
                      <li key={person.id}>
                        <span>{person.name}</span>
                        <span>
                          {cell !== undefined && open && cell.registration !== undefined ? (
                            <Link to={`/workplace/registrations/${cell.registration}`}>{paperText(cell)}</Link>
                          ) : (
                            cell !== undefined && paperText(cell)
                          )}
                        </span>
                      </li>
                    ))}
                  </ul>
                </div>
              )
            );
          })}
        </>
      )}
      <p className={classes.quiet}>{t("work.now.note")}</p>
    </section>
  );
}
