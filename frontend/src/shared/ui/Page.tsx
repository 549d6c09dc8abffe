import { type ReactNode, useEffect } from "react";
import classes from "./Page.module.css";
import { PrintHead, PrintSigns } from "./Print";
import { titlePage } from "./tabTitle";

/** Props of Page. */
interface Props {
  /** Name of the page: the h1 of its top bar and the title of the tab. */
  title: string;
  /** Stands in the bar in place of the title, such as a breadcrumb; the h1 is then in the page itself. */
  bar?: ReactNode;
  /** The desk has no top bar: its day is the heading. */
  bare?: boolean;
  /** Buttons at the right of the top bar; one of them filled at most. */
  actions?: ReactNode;
  /** Tabs or filters under the top bar, staying in view. */
  below?: ReactNode;
  /** Right column; below the page when there is no room. asideWidth in px (332–492). */
  aside?: ReactNode;
  asideWidth?: number;
  asideLabel?: string;
  /** The content brings its own padding (tables, lists from edge to edge). */
  flush?: boolean;
  /** Buttons that stay at the foot while the page scrolls. */
  foot?: ReactNode;
  /** What is printed has places for two signatures; its title, when the page's own says too little. */
  signed?: boolean;
  printTitle?: string;
  children: ReactNode;
}

/** Page is the frame of every page: top bar, content, right column. */
export function Page(props: Props) {
  const { title, bar, bare = false, actions, below, aside, asideWidth = 360, asideLabel, flush = false, foot } = props;
  const { signed = false, printTitle = title } = props;
  useEffect(() => {
    titlePage(title);
  }, [title]);

  return (
    <div className={classes.page} data-aside={aside !== undefined || undefined}>
      <main className={classes.main} id="main" tabIndex={-1}>
        <PrintHead title={printTitle} />
        {!bare && (
          <header className={classes.bar}>
            {bar ?? <h1 className={classes.title}>{title}</h1>}
            {actions !== undefined && <div className={classes.actions}>{actions}</div>}
          </header>
        )}
        {below !== undefined && <div className={classes.below}>{below}</div>}
        <div className={classes.content} data-flush={flush || undefined}>
          {props.children}
        </div>
        {foot !== undefined && <div className={classes.foot}>{foot}</div>}
      </main>
      {aside !== undefined && (
        <aside
          className={classes.aside}
          aria-label={asideLabel}
          style={{ "--aside-width": `${asideWidth / 16}rem` } as React.CSSProperties}
        >
          {aside}
        </aside>
      )}
      {signed && <PrintSigns />}
    </div>
  );
}
