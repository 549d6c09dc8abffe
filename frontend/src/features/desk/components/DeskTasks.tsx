import { Anchor } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { taskListQuery } from "@/features/task/queries";
import type { Today } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { usePrefs } from "@/shared/prefs/prefs";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { deskTasks } from "../queries";
import { sectionsOf } from "../sections";
import classes from "./Desk.module.css";
import { TaskLine } from "./TaskLine";

/** DeskTasks is what I lead and have open, by when it presses; quiet says nothing where there is none. */
export function DeskTasks({ today, quiet = false }: { today: Today; quiet?: boolean }) {
  const { density } = usePrefs();
  const tasks = useQuery(taskListQuery(deskTasks));
  if (tasks.isError && tasks.data === undefined) {
    return <ErrorState title={t("desk.failed")} error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  if (tasks.data === undefined) return quiet ? null : <SkeletonRows />;
  if (tasks.data.items.length === 0) {
    return quiet ? null : <EmptyState icon={IconChecks} title={t("desk.empty.title")} text={t("desk.empty.text")} />;
  }
  return (
    <>
      {sectionsOf(tasks.data.items, today).map(({ title, rows }) => (
        <section key={title} className={classes.section} aria-labelledby={`desk-${title}`}>
          <SectionTitle id={`desk-${title}`} title={t(title)} count={rows.length} to="/tasks" />
          <ul className={classes.list} data-density={density}>
            {rows.map((row) => (
              <TaskLine key={row.id} row={row} today={today.date} />
            ))}
          </ul>
        </section>
      ))}
      {tasks.data.next !== undefined && (
        <Anchor component={Link} to="/tasks" className={`${classes.more} cv-noprint`}>
          {t("desk.allTasks")}
        </Anchor>
      )}
    </>
  );
}
