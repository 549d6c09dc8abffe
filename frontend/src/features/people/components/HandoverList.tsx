import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { handoversQuery } from "../queries";
import classes from "./People.module.css";

/** HandoverList are the hand-overs of somebody's work so far, each with its minutes. */
export function HandoverList({ person }: { person: string }) {
  const items = useQuery(handoversQuery(person)).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={classes.section}>
      <SectionTitle title={t("people.handover.former")} count={items.length} />
      <ul className={classes.history}>
        {items.map((one) => (
          <li key={one.id}>
            <Link className={classes.name} to={`/handovers/${one.id}`}>
              {t("people.handover.one", { n: one.rows.length, time: formatInstant(one.at) })}
            </Link>
            <div className={classes.second}>
              {[one.by.name, one.number, t(`people.handover.state.${one.state}`)].filter(Boolean).join(" · ")}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
