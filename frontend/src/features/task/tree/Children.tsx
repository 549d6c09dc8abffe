import { Button, SegmentedControl, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import { Link } from "react-router";
import type { Task, TaskNode } from "@/shared/api/types";
import { formatDay, formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { prefs, usePrefs } from "@/shared/prefs/prefs";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { StateGlyph, stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { sinceText } from "../detail/Holder";
import { waitsText } from "../model/waits";
import { taskTreeQuery } from "../queries";
import classes from "./Children.module.css";
import { Rework } from "./ReworkDialog";
import { Timeline } from "./Timeline";

/** Props of Children. */
interface Props {
  task: Task;
  today: string;
}

/**
 * Children are the parts of a task at every level (việc con): how far each is, how it stands to its deadline, with whom it
 * lies and since when. Whoever may hand a part on does it here; where there is neither there is nothing.
 */
export function Children({ task, today }: Props) {
  const has = (task.children ?? 0) > 0;
  const { treeView = "list" } = usePrefs();
  const tree = useQuery({ ...taskTreeQuery(task.id), enabled: has });
  if (!has && task.maySplit !== true) return null;
  const items = tree.data?.items ?? [];
  return (
    <section className={classes.part}>
      <SectionTitle
        large
        title={t("task.children")}
        count={items.length > 0 ? items.length : undefined}
        end={
          <div className={classes.ends}>
            {items.length > 0 && (
              <SegmentedControl
                size="xs"
                aria-label={t("task.tree.view")}
                value={treeView}
                onChange={(view) => prefs.set({ treeView: view as typeof treeView })}
                data={[
                  { value: "list", label: t("task.tree.view.list") },
                  { value: "time", label: t("task.tree.view.time") },
                ]}
              />
            )}
            {task.mayRework === true && items.some(({ state }) => state === "completed") && (
              <Rework task={task} items={items} />
            )}
            {task.maySplit === true && (
              <Button
                component={Link}
                to={`/tasks/${task.id}/split`}
                variant="default"
                size="xs"
                leftSection={<IconPlus size={16} stroke={1.6} />}
              >
                {t("task.split")}
              </Button>
            )}
          </div>
        }
      />
      {has && tree.isPending && <SkeletonRows />}
      {tree.isError && tree.data === undefined && (
        <ErrorState title={t("task.children.failed")} error={tree.error} onRetry={() => void tree.refetch()} />
      )}
      {!has && <p className={classes.note}>{t("task.children.none")}</p>}
      {items.length > 0 && <p className={classes.note}>{summary(items)}</p>}
      {treeView === "time" && items.length > 0 ? (
        <Timeline task={task} nodes={items} today={today} />
      ) : (
        <ul className={classes.list}>
          {items.map((node) => (
            <Node key={node.id} node={node} today={today} />
          ))}
        </ul>
      )}
      {tree.data?.more === true && <p className={classes.note}>{t("task.children.more", { n: items.length })}</p>}
    </section>
  );
}

/** What Node shows of a task; depth: how far below the top it stands, from 1. */
type Shown = Pick<
  TaskNode,
  | "id"
  | "code"
  | "title"
  | "state"
  | "paused"
  | "dueOn"
  | "lead"
  | "timeliness"
  | "waiting"
  | "waitingSince"
  | "waitsFor"
  | "depth"
>;

/** Node is a line of a list of work that belongs together: what, how far, until when, with whom it lies. */
export function Node({ node, today }: { node: Shown; today: string }) {
  const changed = useRecentlyChanged(node.id);
  const { state, paused, dueOn, lead } = node;
  return (
    <li
      className={changed ? `${classes.node} cv-changed` : classes.node}
      style={{ "--level": node.depth - 1 } as CSSProperties}
      data-below={node.depth > 1 || undefined}
    >
      <div className={classes.what}>
        <StateGlyph state={state} />
        <div className={classes.text}>
          {node.depth > 1 && <VisuallyHidden>{t("task.children.level", { n: node.depth })} </VisuallyHidden>}
          <Link className={classes.title} to={`/tasks/${node.id}`}>
            {node.title}
          </Link>
          <span className={classes.second}>
            <span className="cv-nowrap">{node.code}</span>
            {/* A draft may name nobody yet. */}
            {lead.unit.id !== "" && ` · ${lead.person?.name ?? lead.unit.shortName}`}
            {lead.person !== undefined && `, ${lead.unit.shortName}`}
          </span>
        </div>
      </div>
      <span className={classes.state}>{stateWord(state)}</span>
      <div className={classes.due}>
        <DueLabel timeliness={node.timeliness} state={paused?.from ?? state} amount />
        {dueOn !== undefined && (
          <time className={classes.second} dateTime={dueOn} title={formatDay(dueOn)}>
            {t("task.children.due", { day: formatDayNear(dueOn, today) })}
          </time>
        )}
      </div>
      <div className={classes.holder}>
        {node.waiting.length > 0 && (
          <>
            <VisuallyHidden>{t("task.holder")} </VisuallyHidden>
            {node.waiting.map(({ name }) => name).join(", ")}
            <span className={classes.second}>{sinceText(node.waitingSince, today)}</span>
          </>
        )}
        {node.waitsFor !== undefined && <span className={classes.second}>{waitsText(node)}</span>}
      </div>
    </li>
  );
}

/** summary counts what a tree comes to: how much is done, late, and dropped. */
function summary(items: readonly TaskNode[]): string {
  const count = (is: (node: TaskNode) => boolean) => items.filter(is).length;
  const dropped = count(({ state }) => state === "cancelled" || state === "recalled");
  const parts = [
    t("task.children.done", { n: count(({ state }) => state === "completed"), of: items.length }),
    t("task.children.late", { n: count(({ open, timeliness }) => open && timeliness.kind === "overdue") }),
  ];
  if (dropped > 0) parts.push(t("task.children.dropped", { n: dropped }));
  return `${parts.join(", ")}.`;
}
