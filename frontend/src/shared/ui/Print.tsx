import { useSyncExternalStore } from "react";
import { useMe } from "@/shared/api/session";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Print.module.css";

// When the page was last printed: what stands on paper says of which moment it is.
let printedAt = new Date();
const onPrint = (changed: () => void) => {
  const now = () => {
    printedAt = new Date();
    changed();
  };
  window.addEventListener("beforeprint", now);
  return () => window.removeEventListener("beforeprint", now);
};

/** PrintHead stands on paper only: the agency, the unit, the person, the name of the page and when it was printed. */
export function PrintHead({ title }: { title: string }) {
  const me = useMe();
  const at = useSyncExternalStore(onPrint, () => printedAt);
  return (
    <header className={classes.head} aria-hidden>
      <div>
        <strong>{me.unitPath[0]?.name}</strong>
        {me.unitPath.length > 1 && <div>{me.unit.name}</div>}
      </div>
      <div className={classes.right}>
        <div>{me.name}</div>
        <div>{t("print.at", { time: formatInstant(at.toISOString()) })}</div>
      </div>
      <div className={classes.title}>{title}</div>
    </header>
  );
}

/** PrintSigns stands at the foot of paper that is signed: by who made it, and by the superior. */
export function PrintSigns() {
  return (
    <footer className={classes.signs} aria-hidden>
      {(["print.author", "print.superior"] as const).map((key) => (
        <div key={key}>
          <strong>{t(key)}</strong>
          <div>{t("print.sign")}</div>
        </div>
      ))}
    </footer>
  );
}
