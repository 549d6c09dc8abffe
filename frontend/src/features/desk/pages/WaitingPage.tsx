import { Button } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { TaskRow, Waiting } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Desk.module.css";
import { WaitingDiaries } from "../components/WaitingDiaries";
import { WaitingPlace, WaitingScores, WaitingTask } from "../components/WaitingItem";
import { waitingQuery } from "../queries";

/** WaitingPage is Việc chờ tôi xử lý: all whose next act is mine, by what I have to do. */
export function WaitingPage() {
  const waiting = useQuery(waitingQuery());
  const today = useToday();
  return (
    <Page title={t("nav.waiting")} signed>
      {waiting.isError && waiting.data === undefined && (
        <ErrorState title={t("waiting.failed")} error={waiting.error} onRetry={() => void waiting.refetch()} />
      )}
      {waiting.isPending && <SkeletonRows />}
      {waiting.data !== undefined && <Groups waiting={waiting.data} today={today?.date ?? ""} />}
    </Page>
  );
}

function Groups({ waiting, today }: { waiting: Waiting; today: string }) {
  const me = useMe();
  const { tasks, diaries, places, scores } = waiting;
  if (tasks.length + diaries.length + places.length + scores.length === 0) {
    return (
      <EmptyState
        icon={IconChecks}
        title={t("waiting.empty.title")}
        text={t("waiting.empty.text")}
        action={
          <Button variant="default" component={Link} to="/">
            {t("waiting.empty.action")}
          </Button>
        }
      />
    );
  }
  const rows = (group: TaskGroup) =>
    tasks.filter((row) => groupOf(row) === group).map((row) => <WaitingTask key={row.id} row={row} today={today} />);
  return (
    <div className={classes.reading}>
      <Group title={t("waiting.tasks.decide")}>{rows("decide")}</Group>
      <Group title={t("waiting.tasks.extension")}>{rows("extension")}</Group>
      <Group title={t("waiting.tasks.cause")}>{rows("cause")}</Group>
      <Group title={t("waiting.tasks.accept")}>{rows("accept")}</Group>
      <Group title={t("waiting.tasks.rework")}>{rows("rework")}</Group>
      <WaitingDiaries rows={diaries} />
      <Group title={t("waiting.places")}>
        {places.map((row) => (
          <WaitingPlace key={row.id} row={row} today={today} />
        ))}
      </Group>
      <Group title={t("waiting.scores")}>
        {scores.map((score) => (
          <WaitingScores key={score.period} {...score} unit={me.reach.scores[0] ?? me.unit.id} />
        ))}
      </Group>
      <Group title={t("waiting.tasks.other")}>{rows("other")}</Group>
    </div>
  );
}

type TaskGroup = "decide" | "extension" | "cause" | "accept" | "rework" | "other";

/** groupOf says what I have to do with a task that waits for me. */
function groupOf({ state, back, askedDue, askedCause }: TaskRow): TaskGroup {
  if (state === "submitted") return "decide";
  if (askedDue !== undefined) return "extension";
  if (askedCause) return "cause";
  if (state === "assigned") return "accept";
  return state === "in_progress" && back !== undefined ? "rework" : "other";
}

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section className={classes.section}>
      <SectionTitle title={title} count={children.length} />
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}
