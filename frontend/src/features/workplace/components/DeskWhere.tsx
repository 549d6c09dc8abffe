import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { gridQuery } from "../queries";
import { paperText } from "./place";
import classes from "./Work.module.css";

// The desk shows some; the grid has all.
const shown = 8;

/** DeskWhere is an inspector's look at today: how many are where in this half of the day, and by which paper those at home. */
export function DeskWhere({ today }: { today: string }) {
  const pages = useInfiniteQuery(gridQuery(today, today)).data?.pages;
  const [grid] = pages ?? [];
  const [day] = grid?.days ?? [];
  if (grid === undefined || day === undefined || pages === undefined) return null;
  const half = grid.afternoon ? 1 : 0;
  const count = grid.afternoon ? day.pm : day.am;
  const home = pages
    .flatMap(({ rows }) => rows)
    .flatMap(({ person, cells }) => {
      const cell = cells[half];
      return cell?.place === "remote" ? [{ person, cell }] : [];
    });
  return (
    <section className={classes.desk} aria-labelledby="desk-where">
      <SectionTitle
        id="desk-where"
        title={t("work.desk", { unit: grid.unit.name })}
        end={
          <Anchor component={Link} to="/workplace" className="cv-noprint" fz="inherit" fw={500}>
            {t("work.desk.open")}
          </Anchor>
        }
      />
      {day.working ? (
        <p>
          {t("work.desk.counts", {
            onSite: count.onSite,
            base: count.base,
            remote: count.remote,
            field: count.field,
            leave: count.leave,
          })}
        </p>
      ) : (
        <p className={classes.quiet}>{t("work.now.dayOff", { why: day.why ?? "" })}</p>
      )}
      <ul className={classes.people}>
        {home.slice(0, shown).map(({ person, cell }) => (
          <li key={person.id}>
            <span>{person.name}</span>
            <span>{paperText(cell)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
