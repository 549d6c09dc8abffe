import { useMediaQuery } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link, NavLink } from "react-router";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { Logo } from "@/shared/ui/Logo";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { Kbd } from "@/shared/ui/Section";
import { LineFoot } from "./LineFoot";
import { NavCount } from "./NavCount";
import { useNavItems } from "./nav";
import { SettingsButton } from "./SettingsButton";
import type { SettingsActions } from "./SettingsMenu";
import classes from "./Shell.module.css";

/** Sidebar is the margin of the page: unit, search, pages with live counts, the line's state, oneself. */
export function Sidebar({ onSearch, settings }: { onSearch: () => void; settings: SettingsActions }) {
  const me = useMe();
  const items = useNavItems();
  const narrow = useMediaQuery("(max-width: 63.99em)") ?? false;
  const parent = me.unitPath.at(-2);

  return (
    <aside className={classes.sidebar} aria-label={t("shell.sidebar")}>
      <Link to="/" className={classes.brand} aria-label={t("app.name")}>
        <Logo />
        <span className={classes.brandName}>{t("app.name")}</span>
      </Link>
      <div className={classes.unit}>
        <span className={classes.unitName}>{me.unit.name}</span>
        {parent !== undefined && <span className={classes.unitParent}>{parent.name}</span>}
      </div>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span>{t("shell.search")}</span>
        {!narrow && <Kbd>{t("key.palette")}</Kbd>}
      </button>
      <nav aria-label={t("shell.nav")}>
        <ul className={classes.items}>
          {items.map((item) => {
            const { to, label, icon: Icon, apart } = item;
            return (
              <li key={to} className={apart ? classes.apart : undefined}>
                <NavLink to={to} end={to === "/"} className={classes.item} title={narrow ? t(label) : undefined}>
                  <Icon size={18} stroke={1.6} aria-hidden />
                  <span className={classes.itemLabel}>{t(label)}</span>
                  <NavCount item={item} className={classes.itemCount} />
                </NavLink>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className={classes.foot}>
        <LineFoot />
        <div className={classes.person}>
          <PersonAvatar name={me.name} own size={32} />
          <span className={classes.personText}>
            <span className={classes.personName}>{me.name}</span>
            <span className={classes.personTitle}>{me.title}</span>
          </span>
          <SettingsButton {...settings} />
        </div>
      </div>
    </aside>
  );
}
