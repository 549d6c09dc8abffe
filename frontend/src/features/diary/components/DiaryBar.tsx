import { NavLink } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import classes from "./DiaryBar.module.css";

/** DiaryBar is the top bar of the diary: its name and the ways between a day, a week and, for those who lead others, the team. */
export function DiaryBar() {
  const me = useMe();
  return (
    <div className={classes.bar}>
      <h1 className={classes.title}>{t("nav.diary")}</h1>
      <nav className={classes.views} aria-label={t("diary.views")}>
        <NavLink to="/diary" end className={classes.view}>
          {t("diary.view.day")}
        </NavLink>
        <NavLink to="/diary/week" className={classes.view}>
          {t("diary.view.week")}
        </NavLink>
        {me.can.team && (
          <NavLink to="/diary/team" className={classes.view}>
            {t("diary.view.team")}
          </NavLink>
        )}
      </nav>
    </div>
  );
}
