import { Anchor } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { Link } from "react-router";
import { ApiProblem } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState } from "@/shared/ui/States";

/** isGone reports whether the server says that a task does not exist for this person, or no longer. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}

/** TaskNotShown says why a task is not there: out of one's sight, or not answered. */
export function TaskNotShown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!isGone(error)) return <ErrorState title={t("task.loadFailed")} error={error} onRetry={onRetry} />;
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
