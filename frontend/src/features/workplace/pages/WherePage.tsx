import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlus, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { addDays, formatDay, isDay, startOfWeek } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { CallBar } from "../components/CallBar";
import { NowList } from "../components/NowList";
import { UnitCounts } from "../components/UnitCounts";
import { UnitPick, useUnit } from "../components/UnitPick";
import { WhereGrid } from "../components/WhereGrid";
import classes from "../components/Work.module.css";
import { WorkTabs } from "../components/WorkTabs";
import { gridQuery } from "../queries";

// Two weeks, as far as the next one is planned.
const shownDays = 12;

/** WherePage is Ai đang ở đâu: a unit by days, and who is where now. */
export function WherePage() {
  const me = useMe();
  const phone = usePhone();
  const unit = useUnit();
  const today = useToday()?.date;
  const [params, setParams] = useSearchParams();
  const asked = params.get("from");
  const monday = today === undefined ? undefined : startOfWeek(asked !== null && isDay(asked) ? asked : today);
  const grid = useInfiniteQuery({
    ...gridQuery(monday ?? "", addDays(monday ?? "2026-01-05", shownDays - 1), unit),
    enabled: monday !== undefined && !phone,
  });
  const now = useInfiniteQuery({ ...gridQuery(today ?? "", today ?? "", unit), enabled: today !== undefined });
  const first = grid.data?.pages[0];
  const present = now.data?.pages[0];
  const open = me.can.team;
  // The server says of which units; officers see no more than their own.
  const oversees = me.can.team || me.roles.some((role) => ["hr", "monitor", "inspector"].includes(role));
  const go = (from: string) => {
    params.set("from", from);
    setParams(params);
  };
  const list = present !== undefined && (
    <NowList grid={present} rows={now.data?.pages.flatMap(({ rows }) => rows) ?? []} open={open} />
  );
  const below = oversees && today !== undefined && <UnitCounts today={today} unit={unit} />;
  return (
    <Page
      title={t("work.where")}
      below={<WorkTabs />}
      actions={
        <>
          {present?.call === true && (
            <Button
              variant="default"
              leftSection={<IconUsers size={16} aria-hidden />}
              component={Link}
              to={`/workplace/checks?unit=${present.unit.id}`}
            >
              {t("work.check")}
            </Button>
          )}
          <Button leftSection={<IconPlus size={16} aria-hidden />} component={Link} to="/workplace/registrations/new">
            {t("work.register")}
          </Button>
        </>
      }
      aside={phone ? undefined : list}
      asideLabel={t("work.now")}
    >
      <CallBar />
      <div className={classes.tools}>
        <UnitPick />
        {monday !== undefined && !phone && (
          <>
            <ActionIcon onClick={() => go(addDays(monday, -7))} aria-label={t("work.week.before")}>
              <IconChevronLeft size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
            <span>{t("work.week.from", { day: formatDay(monday) })}</span>
            <ActionIcon onClick={() => go(addDays(monday, 7))} aria-label={t("work.week.after")}>
              <IconChevronRight size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </>
        )}
      </div>
      {phone ? (
        <>
          {list}
          {below}
        </>
      ) : (
        <>
          {grid.isPending && <SkeletonRows />}
          {grid.isError && grid.data === undefined && (
            <ErrorState title={t("work.grid.failed")} error={grid.error} onRetry={() => void grid.refetch()} />
          )}
          {first !== undefined && first.people === 0 && <EmptyState icon={IconUsers} title={t("work.grid.empty")} />}
          {first !== undefined && first.people > 0 && (
            <WhereGrid grid={first} rows={grid.data?.pages.flatMap(({ rows }) => rows) ?? []} open={open} />
          )}
          {grid.hasNextPage && (
            <Button variant="default" loading={grid.isFetchingNextPage} onClick={() => void grid.fetchNextPage()}>
              {t("work.more")}
            </Button>
          )}
          {below}
        </>
      )}
    </Page>
  );
}
