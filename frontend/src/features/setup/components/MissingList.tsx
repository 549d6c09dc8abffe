import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { SetupMissing } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { missingQuery } from "../queries";
import classes from "./Setup.module.css";

// Where each is mended; what has no screen says how it is done.
const screens: Partial<Record<SetupMissing["what"], string>> = {
  units: "/units",
  hr: "/people",
  people: "/people",
  heads: "/people",
  catalogue: "/catalogue",
};

/** MissingList names what the office still lacks, with the way to mend it; it is gone when nothing is. */
export function MissingList() {
  const items = useQuery(missingQuery()).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={classes.missing} aria-labelledby="setup-missing">
      <SectionTitle id="setup-missing" title={t("setup.missing.title")} count={items.length} />
      <ul>
        {items.map((item) => (
          <li key={item.what}>
            <IconAlertTriangle size={16} aria-hidden />
            <div>
              <strong>{t(`setup.missing.${item.what}`, { n: item.n, year: item.year })}</strong>
              <p>{how(item)}</p>
            </div>
            {screens[item.what] !== undefined && <Link to={screens[item.what] ?? "/"}>{t("setup.missing.open")}</Link>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** how says how a thing is mended; of vacant posts it names the units. */
function how(item: SetupMissing): string {
  if (item.what !== "heads") return t(`setup.missing.${item.what}.how`, { year: item.year });
  const units = item.units ?? [];
  const names = units.map(({ name }) => name).join("; ");
  return (item.n ?? 0) > units.length ? `${names}; …` : names;
}
