import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { mySubstitutesQuery } from "../queries";
import classes from "./Substitute.module.css";

/** StandingLine says on the desk for whom I stand in now and until when, and who stands in for me. */
export function StandingLine() {
  const mine = useQuery(mySubstitutesQuery()).data;
  const running = (all: NonNullable<typeof mine>["away"]) => all.filter(({ state }) => state === "running");
  if (mine === undefined) return null;
  return (
    <>
      {running(mine.standing).map((one) => (
        <p key={one.id} className={classes.line}>
          <strong>{t("substitute.standing", { name: one.person.name, time: formatInstant(one.to) })}</strong>
          <Anchor component={Link} to="/waiting">
            {t("substitute.standing.open")}
          </Anchor>
        </p>
      ))}
      {running(mine.away).map((one) => (
        <p key={one.id} className={classes.line}>
          {t("substitute.away", { name: one.substitute.name, time: formatInstant(one.to) })}
          <Anchor component={Link} to="/account">
            {t("substitute.away.open")}
          </Anchor>
        </p>
      ))}
    </>
  );
}
