import { Button } from "@mantine/core";
import { IconHome, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { CallBar } from "../components/CallBar";
import { stateText } from "../components/RegistrationState";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { daysText } from "../model/halves";
import { mineQuery } from "../queries";

/** MinePage is my registrations of work at home, the latest days first. */
export function MinePage() {
  const mine = useInfiniteQuery(mineQuery());
  const rows = mine.data?.pages.flatMap(({ items }) => items);
  const register = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} component={Link} to="/workplace/registrations/new">
      {t("work.register")}
    </Button>
  );
  return (
    <Page title={t("work.mine")} below={<WorkTabs />} actions={register}>
      <CallBar />
      {mine.isPending && <SkeletonRows />}
      {mine.isError && rows === undefined && (
        <ErrorState title={t("work.mine.failed")} error={mine.error} onRetry={() => void mine.refetch()} />
      )}
      {rows?.length === 0 && (
        <EmptyState icon={IconHome} title={t("work.mine.empty")} text={t("work.mine.emptyText")} />
      )}
      <ul className={classes.list}>
        {rows?.map((row) => (
          <li key={row.id} className={classes.item}>
            <div>
              <Link to={`/workplace/registrations/${row.id}`} className={classes.itemTitle}>
                {row.days.length === 0 ? t("work.noDays") : daysText(row.days)}
              </Link>
              <div className={classes.quiet}>
                {[row.code, row.reason, t("work.works", { n: row.works })].filter((part) => part !== "").join(" · ")}
              </div>
            </div>
            <span>{stateText(row)}</span>
          </li>
        ))}
      </ul>
      {mine.hasNextPage && (
        <Button variant="default" loading={mine.isFetchingNextPage} onClick={() => void mine.fetchNextPage()}>
          {t("work.more")}
        </Button>
      )}
    </Page>
  );
}
