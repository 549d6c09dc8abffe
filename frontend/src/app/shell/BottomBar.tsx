import {
  IconBell,
  IconChecklist,
  IconKey,
  IconListCheck,
  IconNotebook,
  IconPlus,
  IconSettings,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link, NavLink, useLocation } from "react-router";
import { hasWork } from "@/shared/api/roles";
import { useMe } from "@/shared/api/session";
import { type MessageKey, t } from "@/shared/i18n";
import { NavCount } from "./NavCount";
import { navItems } from "./nav";
import classes from "./Shell.module.css";

/**
 * BottomBar is the navigation of a phone: the desk, the diary, new work (assigned, or proposed by those who cannot assign), all
 * tasks, messages; of who only administers, the pages of administration. Scores are in the menu at the top.
 */
export function BottomBar() {
  const me = useMe();
  return (
    <nav className={classes.bottom} aria-label={t("shell.nav")}>
      <WorkTab />
      {hasWork(me) ? (
        <>
          <Tab to="/diary" label="bottom.diary" icon={IconNotebook} />
          <Link
            to="/tasks/new"
            className={classes.tab}
            aria-label={t(me.can.assign ? "shell.assign" : "shell.propose")}
          >
            <span className={classes.plus}>
              <IconPlus size={24} aria-hidden />
            </span>
          </Link>
          <Tab to="/tasks" label="bottom.tasks" icon={IconListCheck} />
        </>
      ) : (
        <>
          <Tab to="/admin" label="nav.admin" icon={IconSettings} />
          <Tab to="/accounts" label="nav.accounts" icon={IconKey} />
        </>
      )}
      <Tab to="/inbox" label="nav.inbox" icon={IconBell} />
    </nav>
  );
}

// The desk, and what waits on it.
const workPages = ["", "waiting"];

/** WorkTab leads to the desk. */
function WorkTab() {
  const page = useLocation().pathname.split("/")[1] ?? "";
  return (
    <Link to="/" className={classes.tab} aria-current={workPages.includes(page) ? "page" : undefined}>
      <IconChecklist size={22} stroke={1.6} aria-hidden />
      <span>{t("bottom.work")}</span>
    </Link>
  );
}

function Tab({ to, label, icon: Icon }: { to: string; label: MessageKey; icon: TablerIcon }) {
  return (
    <NavLink to={to} className={classes.tab}>
      <Icon size={22} stroke={1.6} aria-hidden />
      <span>{t(label)}</span>
      <NavCount item={navItems.find((item) => item.to === to)} className={classes.tabCount} />
    </NavLink>
  );
}
