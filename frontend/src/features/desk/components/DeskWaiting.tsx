import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { waitingCountQuery, waitingQuery } from "../queries";
import classes from "./Desk.module.css";
import { WaitingDiary, WaitingPlace, WaitingScores, WaitingTask } from "./WaitingItem";

// The desk shows the top; the page Việc chờ tôi xử lý shows all.
const shown = 4;

/** DeskWaiting is the top of what waits for me, tasks first. */
export function DeskWaiting({ today }: { today: string }) {
  const me = useMe();
  const waiting = useQuery(waitingQuery()).data;
  const total = useQuery(waitingCountQuery()).data?.total;
  if (waiting === undefined) return null;
  const items = [
    ...waiting.tasks.map((row) => <WaitingTask key={row.id} row={row} today={today} />),
    ...waiting.diaries.map((row) => <WaitingDiary key={`${row.person.id}|${row.date}`} row={row} />),
    ...waiting.places.map((row) => <WaitingPlace key={row.id} row={row} today={today} />),
    ...waiting.scores.map((score) => (
      <WaitingScores key={score.period} {...score} unit={me.reach.scores[0] ?? me.unit.id} />
    )),
  ];
  return (
    <section className={classes.part}>
      <SectionTitle
        large
        title={t("desk.waiting")}
        to="/waiting"
        count={total !== undefined && total.n > 0 ? formatCount(total) : undefined}
        end={
          items.length > 0 && (
            <Anchor className="cv-noprint" component={Link} to="/waiting" fz="inherit" fw={500}>
              {t("desk.seeAll")}
            </Anchor>
          )
        }
      />
      {items.length === 0 ? (
        <p className={classes.quiet}>{t("desk.waiting.none")}</p>
      ) : (
        <ul className={classes.waiting}>{items.slice(0, shown)}</ul>
      )}
    </section>
  );
}
