import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Tree.module.css";

/** Props of TreeRow. */
interface Props {
  /** 1 is the outermost. */
  level: number;
  name: string;
  /** How the value is made, in grey behind the name. */
  formula?: string;
  /** What a person said about the value, in a line of its own. */
  remark?: string;
  article?: { text: string; law: string };
  value: string;
  /** Rows below it; without them the row does not open. */
  children?: ReactNode;
  open?: boolean;
  onToggle?: () => void;
}

/** TreeRow is a step on the way from the total to the tasks: name, formula, article of the law, value. */
export function TreeRow({ level, name, formula, remark, article, value, children, open = false, onToggle }: Props) {
  const text = (
    <>
      <span className={classes.name}>{name}</span>
      {formula !== undefined && <span className={classes.formula}> {formula}</span>}
      {remark !== undefined && <span className={classes.remark}>{remark}</span>}
    </>
  );
  return (
    <li>
      <div className={classes.row} style={{ "--level": level - 1 } as React.CSSProperties}>
        {onToggle === undefined ? (
          <div className={classes.label}>
            <span>{text}</span>
          </div>
        ) : (
          <button type="button" className={classes.label} aria-expanded={open} onClick={onToggle}>
            <IconChevronRight size={16} stroke={1.6} className={classes.chevron} aria-hidden />
            <span>{text}</span>
          </button>
        )}
        {article !== undefined && (
          <span className={classes.article} title={article.law}>
            {article.text}
          </span>
        )}
        <span className={classes.value}>{value}</span>
      </div>
      {open && children}
    </li>
  );
}
