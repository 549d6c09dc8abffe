import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { doer } from "@/shared/format/doer";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { taskHistoryQuery } from "../queries";
import classes from "./Detail.module.css";
import { historySentence } from "./historyWords";

/** History tells what happened to a task as sentences, newest first, a page at a time. */
export function History({ id, today }: { id: string; today: string }) {
  const history = useInfiniteQuery(taskHistoryQuery(id));
  const entries = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("task.history")} />
      {history.isPending && <SkeletonRows rows={3} />}
      {history.isError && (
        <ErrorState title={t("task.history.failed")} error={history.error} onRetry={() => void history.refetch()} />
      )}
      <ol className={classes.history}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <PersonAvatar name={entry.by.name} size={26} />
            <div className={classes.sentence}>
              <strong>{doer(entry)}</strong> {historySentence(entry)}
              {entry.reason !== undefined && entry.reason !== "" && <p className={classes.reason}>{entry.reason}</p>}
            </div>
            <time className={classes.when} dateTime={entry.at}>
              {dayOf(entry.at) === today ? "" : `${formatDayNear(dayOf(entry.at), today)} `}
              {formatTime(entry.at)}
            </time>
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button variant="default" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}
