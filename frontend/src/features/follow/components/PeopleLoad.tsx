import { Anchor } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { teamQuery } from "@/features/diary/queries";
import { cellText, placeIcons } from "@/features/workplace/components/place";
import { gridQuery } from "@/features/workplace/queries";
import { useMe } from "@/shared/api/session";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { followPeopleQuery } from "../queries";
import classes from "./Follow.module.css";

/** Props of PeopleLoad. */
interface Props {
  unit: string;
  today: string;
}

/** PeopleLoad is who holds how much in a unit and where each is now, and how many diaries of today are missing. */
export function PeopleLoad({ unit, today }: Props) {
  const load = useQuery(followPeopleQuery(unit)).data;
  const grid = useInfiniteQuery({ ...gridQuery(today, today, unit), enabled: unit !== "" });
  const places = new Map(grid.data?.pages.flatMap(({ rows }) => rows).map((row) => [row.person.id, row.cells]));
  const half = grid.data?.pages[0]?.afternoon === true ? 1 : 0;
  if (load === undefined) return null;
  const most = Math.max(1, load.mean, ...load.rows.map(({ converted }) => converted));
  return (
    <section>
      <SectionTitle
        large
        title={t("follow.people")}
        end={
          <Anchor component={Link} to={`/workplace?unit=${unit}`} className="cv-noprint" fz="inherit" fw={500}>
            {t("follow.where")}
          </Anchor>
        }
      />
      {load.rows.length === 0 ? (
        <p className={classes.quiet}>{t("follow.people.empty")}</p>
      ) : (
        <table className={classes.table} aria-label={t("follow.people")}>
          <thead>
            <tr>
              <th scope="col">{t("follow.person")}</th>
              <th scope="col" data-number>
                {t("follow.openTasks")}
              </th>
              <th scope="col" data-number>
                {t("follow.overdueList")}
              </th>
              <th scope="col">{t("follow.load")}</th>
              <th scope="col">{t("follow.now")}</th>
            </tr>
          </thead>
          <tbody>
            {load.rows.map(({ person, open, overdue, converted }) => {
              const cell = places.get(person.id)?.[half];
              const Icon = cell === undefined ? undefined : placeIcons[cell.place];
              return (
                <tr key={person.id}>
                  <th scope="row">{person.name}</th>
                  <td data-number>
                    <Held
                      n={open}
                      to={`unit=${unit}&person=${person.id}`}
                      what={`${person.name}, ${t("follow.openTasks")}`}
                    />
                  </td>
                  <td data-number data-cell={overdue > 0 ? "overdue" : undefined}>
                    <Held
                      n={overdue}
                      to={`late=overdue&person=${person.id}`}
                      what={`${person.name}, ${t("follow.overdueList")}`}
                    />
                  </td>
                  <td>
                    <span className={classes.load}>
                      <span className={classes.track} aria-hidden>
                        <span className={classes.fill} style={{ width: `${(100 * converted) / most}%` }} />
                        <span className={classes.mean} style={{ left: `${(100 * load.mean) / most}%` }} />
                      </span>
                      {formatDecimal(converted)}
                    </span>
                  </td>
                  <td>
                    {cell !== undefined && Icon !== undefined && (
                      <span role="img" aria-label={`${person.name}: ${cellText(cell)}`} title={cellText(cell)}>
                        <Icon size={17} stroke={1.6} aria-hidden />
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {load.rows.length > 0 && <p className={classes.quiet}>{t("follow.mean", { n: formatDecimal(load.mean) })}</p>}
      <Diaries unit={unit} today={today} />
    </section>
  );
}

function Held({ n, to, what }: { n: number; to: string; what: string }) {
  if (n === 0) return 0;
  return (
    <Link
      to={`/tasks?tab=unit&states=assigned%2Cin_progress%2Csubmitted&${to}`}
      aria-label={t("follow.open", { what, n })}
    >
      {n}
    </Link>
  );
}

/** Diaries counts the diaries of today that are not sent yet, for a head of the unit: nobody else reads diaries. */
function Diaries({ unit, today }: Props) {
  const me = useMe();
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const leads = me.can.team && unitsUnder(tree, me.reach.leads).some(({ id }) => id === unit);
  const team = useQuery({ ...teamQuery(today, unit), enabled: leads }).data;
  if (!leads || team === undefined || team.items.length === 0) return null;
  const missing = team.items.filter(
    ({ state }) => state === undefined || state === "open" || state === "returned",
  ).length;
  return (
    <p className={classes.quiet}>
      <Link to={`/diary/team?unit=${unit}`}>
        {missing === 0 ? t("follow.diaries.all") : t("follow.diaries", { n: missing })}
      </Link>
    </p>
  );
}
