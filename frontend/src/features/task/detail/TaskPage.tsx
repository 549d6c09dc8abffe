import { Anchor, VisuallyHidden } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link, Outlet, useNavigate, useParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { Task } from "@/shared/api/types";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { usePhone, useRightColumn } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { SkeletonRows } from "@/shared/ui/States";
import { ActionBar } from "../acts/ActionBar";
import { Checklist } from "../checklist/Checklist";
import { Files } from "../files/Files";
import { taskFiles } from "../files/queries";
import { resultWord, stands } from "../files/SubmissionFiles";
import { Links } from "../links/Links";
import { Parts } from "../parts/Parts";
import { taskQuery } from "../queries";
import { PrivateNote } from "../talk/PrivateNote";
import { Talk } from "../talk/Talk";
import { Children } from "../tree/Children";
import { History } from "./History";
import { Properties } from "./Properties";
import { TaskBrief } from "./TaskBrief";
import { TaskDetail, TaskHead } from "./TaskDetail";
import { isGone, TaskNotShown } from "./TaskNotShown";
import classes from "./TaskPage.module.css";
import { CopyCode, copyCode } from "./TaskPanel";

/** TaskPage shows one task, whole: both axes, who holds it, progress, results, facts, history, and what can be done. */
export function TaskPage() {
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const today = useToday()?.date ?? "";
  const me = useMe();
  const beside = useRightColumn();
  const phone = usePhone();
  const query = useQuery(taskQuery(id));
  // What was just taken out of one's sight is not shown from memory.
  const task = isGone(query.error) ? undefined : query.data;
  const code = task?.code ?? "";
  const files = useMemo(() => taskFiles(id), [id]);
  useHotkey(".", "task.copyCode", () => void copyCode(code), code !== "");

  return (
    <Page
      title={task === undefined ? t("task.tasks") : `${code} ${task.title}`}
      bar={
        <nav className={classes.crumbs} aria-label={t("task.crumbs")}>
          <Anchor component={Link} to="/tasks" className={classes.crumb}>
            {t("task.tasks")}
          </Anchor>
          {task !== undefined && (
            <>
              <IconChevronRight size={14} stroke={1.6} aria-hidden />
              {/* On a phone it stands among the facts, where there is room for its name. */}
              {!phone && task.parent !== undefined && (
                <>
                  <Anchor
                    component={Link}
                    to={`/tasks/${task.parent.id}`}
                    className={classes.crumb}
                    title={task.parent.title}
                    aria-label={t("task.parent.of", { code: task.parent.code, title: task.parent.title })}
                  >
                    {task.parent.code}
                  </Anchor>
                  <IconChevronRight size={14} stroke={1.6} aria-hidden />
                </>
              )}
              <span aria-current="page">{code}</span>
            </>
          )}
        </nav>
      }
      // On a phone the search and the settings stand there.
      actions={phone || task === undefined ? undefined : <CopyCode code={code} />}
      aside={beside && task !== undefined ? <Facts task={task} today={today} /> : undefined}
      asideWidth={332}
      asideLabel={t("task.facts")}
      foot={
        task !== undefined ? (
          <ActionBar
            key={id}
            task={task}
            room={phone ? 2 : 4}
            onGone={() => void navigate(task.instead === undefined ? "/tasks" : "/waiting")}
          />
        ) : undefined
      }
    >
      {task === undefined && <VisuallyHidden component="h1">{t("task.tasks")}</VisuallyHidden>}
      {query.isPending && <SkeletonRows />}
      {query.isError && task === undefined && <TaskNotShown error={query.error} onRetry={() => void query.refetch()} />}
      {task !== undefined && (
        <article className={classes.task}>
          <TaskHead task={task} narrow={phone} />
          {phone ? (
            <TaskBrief task={task} today={today} all />
          ) : (
            <TaskDetail task={task} today={today} facts={!beside} />
          )}
          <Parts key={`parts ${id}`} task={task} today={today} />
          <Children key={`tree ${id}`} task={task} today={today} />
          <Links key={`links ${id}`} task={task} today={today} />
          <Checklist key={`items ${id}`} id={id} today={today} />
          <Files
            key={`files ${id}`}
            place={files}
            title={t("task.files")}
            today={today}
            resultOf={(file) => resultWord(task, file.id)}
            removable={({ id: file, by }) => by.id === me.id && !stands(task, file)}
          />
          <Talk key={id} id={id} today={today} />
          <PrivateNote key={`note ${id}`} id={id} today={today} />
          <History id={id} today={today} />
        </article>
      )}
      <Outlet />
    </Page>
  );
}

/** Facts is the right column: what the task is about, from whom, for what. */
function Facts({ task, today }: { task: Task; today: string }) {
  return (
    <>
      <SectionTitle large title={t("task.facts")} />
      <div className={classes.facts}>
        <Properties task={task} today={today} />
      </div>
    </>
  );
}
