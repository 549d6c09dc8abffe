import { Anchor } from "@mantine/core";
import { IconChevronRight, IconFileOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "react-router";
import { useToday } from "@/features/desk/queries";
import { ApiProblem } from "@/shared/api/problem";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { ActionBar } from "../components/ActionBar";
import { History } from "../components/History";
import { Properties } from "../components/Properties";
import { TaskBrief } from "../components/TaskBrief";
import { TaskDetail, TaskHead } from "../components/TaskDetail";
import { CopyCode, copyCode } from "../components/TaskPanel";
import { usePhone, useRightColumn } from "../hooks";
import { taskQuery } from "../queries";
import classes from "./TaskPage.module.css";

/** TaskPage shows one task, whole: both axes, who holds it, progress, results, facts, history, and what can be done. */
export function TaskPage() {
  const { id = "" } = useParams();
  const today = useToday()?.date ?? "";
  const beside = useRightColumn();
  const phone = usePhone();
  const query = useQuery(taskQuery(id));
  const task = query.data;
  const code = task?.code ?? "";
  useHotkey(".", "task.copyCode", () => void copyCode(code), code !== "");

  return (
    <Page
      title={task === undefined ? t("task.tasks") : `${code} ${task.title}`}
      bar={
        <nav className={classes.crumbs} aria-label={t("task.crumbs")}>
          <Anchor component={Link} to="/tasks" className={classes.crumb}>
            {t("task.tasks")}
          </Anchor>
          <IconChevronRight size={14} stroke={1.6} aria-hidden />
          <span aria-current="page">{code}</span>
        </nav>
      }
      // On a phone the search and the settings stand there.
      actions={phone ? undefined : <CopyCode code={code} />}
      aside={
        beside &&
        task !== undefined && (
          <>
            <SectionTitle large title={t("task.facts")} />
            <div className={classes.facts}>
              <Properties task={task} today={today} />
            </div>
          </>
        )
      }
      asideWidth={332}
      asideLabel={t("task.facts")}
      foot={task !== undefined && task.acts.length > 0 && <ActionBar key={id} task={task} room={phone ? 2 : 4} />}
    >
      {query.isPending && <SkeletonRows />}
      {query.isError && task === undefined && <NotShown error={query.error} onRetry={() => void query.refetch()} />}
      {task !== undefined && (
        <article className={classes.task}>
          <TaskHead task={task} narrow={phone} />
          {phone ? (
            <TaskBrief task={task} today={today} all />
          ) : (
            <TaskDetail task={task} today={today} facts={!beside} />
          )}
          <History id={id} today={today} />
        </article>
      )}
      <Outlet />
    </Page>
  );
}

/** NotShown says why a task is not there: gone from one's sight, or not answered. */
function NotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <EmptyState
        icon={IconFileOff}
        title={t("task.notFound")}
        text={t("task.notFoundText")}
        action={
          <Anchor component={Link} to="/tasks">
            {t("task.toList")}
          </Anchor>
        }
      />
    );
  }
  return <ErrorState title={t("task.loadFailed")} error={error} onRetry={onRetry} />;
}
