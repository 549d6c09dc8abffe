import { Button } from "@mantine/core";
import { IconSitemap } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { foundQuery } from "../queries";
import classes from "./Unit.module.css";

/** Found is the units that answer to words, each with those above it; those that have ended say since when. */
export function Found({ q, chosen, onChoose }: { q: string; chosen: string; onChoose: (id: string) => void }) {
  const found = useInfiniteQuery(foundQuery(q));
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (found.isPending) return <SkeletonRows rows={3} />;
  if (found.isError && items.length === 0)
    return <ErrorState title={t("unit.failed")} error={found.error} onRetry={() => void found.refetch()} />;
  if (items.length === 0) return <EmptyState icon={IconSitemap} title={t("unit.none")} text={t("unit.none.text")} />;
  return (
    <>
      <ul className={classes.found}>
        {items.map((unit) => (
          <li key={unit.id}>
            <button type="button" aria-pressed={unit.id === chosen} onClick={() => onChoose(unit.id)}>
              <span className={classes.name}>{unit.name}</span>
              <span className={classes.second}>
                {[unit.code, ...unit.path.map(({ shortName }) => shortName)].join(" · ")}
                {unit.to !== undefined && ` · ${t("unit.until", { day: formatDay(unit.to) })}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
