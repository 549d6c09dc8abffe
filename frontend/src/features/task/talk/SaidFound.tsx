import { Anchor, Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useToday } from "@/shared/api/today";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { saidQuery } from "./queries";
import { sentenceWith } from "./sentence";
import classes from "./Talk.module.css";

/** SaidFound is what was said with the words that are looked for, on the tasks that I see; nothing where nobody said them. */
export function SaidFound({ q }: { q: string }) {
  const today = useToday()?.date ?? "";
  const query = useInfiniteQuery(saidQuery(q));
  const hits = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isError) {
    return <ErrorState title={t("task.said.failed")} error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (hits.length === 0 && !query.hasNextPage) return null;
  return (
    <section className={classes.found}>
      <SectionTitle title={t("task.said")} />
      <ul>
        {hits.map((hit) => (
          <li key={hit.id}>
            <Anchor component={Link} to={`/tasks/${hit.task}`}>
              {hit.title}
            </Anchor>
            <p>“{sentenceWith(hit.text, q)}”</p>
            <span>
              {hit.by.name} · {formatInstantNear(hit.at, today)} · {hit.code}
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("task.searchOn")}
        </Button>
      )}
    </section>
  );
}
