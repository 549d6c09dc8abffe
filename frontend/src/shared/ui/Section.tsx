import type { ReactNode } from "react";
import { Link } from "react-router";
import { t } from "../i18n";
import classes from "./ui.module.css";

/** Props of SectionTitle; end stands at the right: a link or a remark; to: the list that the count counts. */
interface Props {
  title: string;
  count?: ReactNode;
  to?: string;
  end?: ReactNode;
  large?: boolean;
  id?: string;
}

/** SectionTitle heads a part of a page; sections are divided by lines and space, not boxes. */
export function SectionTitle({ title, count, to, end, large = false, id }: Props) {
  return (
    <h2 id={id} className={large ? `${classes.section} ${classes.sectionLarge}` : classes.section}>
      {title}
      {count !== undefined &&
        (to === undefined ? (
          <span className={classes.count}>{count}</span>
        ) : (
          <Link to={to} className={classes.countLink} aria-label={t("section.count", { title, n: String(count) })}>
            {count}
          </Link>
        ))}
      {end !== undefined && <span className={classes.sectionEnd}>{end}</span>}
    </h2>
  );
}

/** Kbd is the hint of a key inside a button; it is not read out and not shown on touch screens and phones. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <span className={classes.kbd} aria-hidden>
      {children}
    </span>
  );
}
