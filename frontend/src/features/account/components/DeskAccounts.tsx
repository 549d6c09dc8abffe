import { Anchor } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { accountsQuery } from "../queries";
import classes from "./Account.module.css";

// The desk shows some; the page of accounts has all.
const shown = 5;

/** DeskAccounts is who cannot sign in yet, with the way to the page that gives codes; nothing when all can. */
export function DeskAccounts() {
  const first = useInfiniteQuery(accountsQuery({ state: "pending" })).data?.pages[0];
  if (first === undefined || first.items.length === 0) return null;
  const count = first.next === undefined ? first.items.length : `${first.items.length}+`;
  return (
    <section className={classes.desk} aria-labelledby="desk-accounts">
      <SectionTitle
        id="desk-accounts"
        title={t("account.desk")}
        count={count}
        to="/accounts?state=pending"
        end={
          <Anchor component={Link} to="/accounts?state=pending" className="cv-noprint" fz="inherit" fw={500}>
            {t("account.desk.open")}
          </Anchor>
        }
      />
      <ul className={classes.deskPeople}>
        {first.items.slice(0, shown).map(({ person, name, staffNo, title, unit }) => (
          <li key={person}>
            <span>{name}</span>
            <span className={classes.second}>{[staffNo, title, unit.name].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
