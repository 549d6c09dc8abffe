import { NavLink } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import classes from "./Work.module.css";

/** WorkTabs leads between the pages of this feature; each person sees those that serve them. */
export function WorkTabs() {
  const me = useMe();
  const leads = me.can.team;
  const tabs = [
    { to: "/workplace", label: t("work.tab.where"), shown: true },
    { to: "/workplace/registrations", label: t("work.tab.mine"), shown: true },
    { to: "/workplace/absences", label: t("work.tab.absences"), shown: leads || me.roles.includes("hr") },
    { to: "/workplace/checks", label: t("work.tab.checks"), shown: true },
    { to: "/workplace/rules", label: t("work.tab.rules"), shown: true },
  ];
  return (
    <nav className={classes.tabs} aria-label={t("work.views")}>
      {tabs
        .filter(({ shown }) => shown)
        .map(({ to, label }) => (
          <NavLink key={to} to={to} end className={classes.tab}>
            {label}
          </NavLink>
        ))}
    </nav>
  );
}
