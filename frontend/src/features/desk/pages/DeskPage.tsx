import { useMediaQuery } from "@mantine/hooks";
import { IconChevronRight, IconInbox } from "@tabler/icons-react";
import { usePrefetchInfiniteQuery, usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { diaryDayQuery } from "@/features/diary/queries";
import { inboxQuery } from "@/features/inbox/queries";
import { StandingLine } from "@/features/substitute/components/StandingLine";
import { taskListQuery } from "@/features/task/queries";
import { hasWork } from "@/shared/api/roles";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { Place, Today } from "@/shared/api/types";
import { formatDayHeading, formatDayLong } from "@/shared/format/date";
import { formatCount } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Desk.module.css";
import { DeskAttention } from "../components/DeskAttention";
import { DeskDiary } from "../components/DeskDiary";
import { DeskInbox } from "../components/DeskInbox";
import { DeskScore } from "../components/DeskScore";
import { DeskTasks } from "../components/DeskTasks";
import { DeskWaiting } from "../components/DeskWaiting";
import { RoleDesk } from "../components/RoleDesk";
import { deskTasks, waitingCountQuery, waitingQuery } from "../queries";
import { isLongBreak } from "../sections";

/**
 * DeskPage is Bàn làm việc: what a post has to look after today, one's own work in order, the diary already written, what
 * waits for me, where I stand.
 */
export function DeskPage() {
  const me = useMe();
  const today = useToday();
  // What needs no day is asked for together with it.
  usePrefetchQuery(taskListQuery(deskTasks));
  usePrefetchQuery(waitingQuery());
  usePrefetchInfiniteQuery(inboxQuery(true));
  const phone = useMediaQuery("(max-width: 39.99em)", false, { getInitialValueInEffect: false });
  if (today === undefined) {
    return (
      <Page title={t("nav.desk")} bare>
        <SkeletonRows />
      </Page>
    );
  }

  const works = hasWork(me);
  const waiting = phone ? null : <DeskWaiting key="waiting" today={today.date} />;
  const diary = phone ? null : <DeskDiary key="diary" date={today.date} />;
  return (
    <Page
      title={t("nav.desk")}
      signed
      bare
      asideLabel={t("desk.aside")}
      aside={
        <>
          {/* Others wait for whoever leads them: their work comes before one's own diary. */}
          {works && (me.can.team ? [waiting, diary] : [diary, waiting])}
          {works && <DeskScore period={today.period} />}
          <DeskInbox today={today.date} />
        </>
      }
    >
      <h1 className={classes.heading}>{formatDayHeading(today.date)}</h1>
      <UnderHeading today={today} />
      <StandingLine />
      {phone && works && (
        <>
          <DeskDiary date={today.date} brief />
          <WaitingLink />
        </>
      )}
      <RoleDesk today={today.date} />
      <DeskTasks today={today} quiet={!works} />
      {me.can.team && <DeskAttention today={today.date} />}
    </Page>
  );
}

/** UnderHeading says where I work today and when work resumes around days off. */
function UnderHeading({ today }: { today: Today }) {
  const place = useQuery(diaryDayQuery(today.date)).data?.place;
  const parts = [
    today.working && place !== undefined && placeSentence(place),
    !today.working && t("desk.dayOff", { why: today.why ?? t("desk.weekend"), day: formatDayLong(today.nextWorking) }),
    today.working && isLongBreak(today) && t("desk.beforeBreak", { day: formatDayLong(today.nextWorking) }),
  ];
  return <p className={classes.under}>{parts.filter(Boolean).join(" ")}</p>;
}

function placeSentence({ am, pm }: { am: Place; pm: Place }): string {
  return am === pm
    ? t("desk.place.day", { place: t(`place.${am}`) })
    : t("desk.place.halves", { am: t(`place.${am}`), pm: t(`place.${pm}`) });
}

/** WaitingLink is the one line of a phone that leads to what waits for me. */
function WaitingLink() {
  const total = useQuery(waitingCountQuery()).data?.total;
  if (total === undefined || total.n === 0) return null;
  return (
    <Link to="/waiting" className={classes.waitingLink}>
      <IconInbox size={22} stroke={1.6} aria-hidden />
      {t("desk.waiting")}
      <strong>{formatCount(total)}</strong>
      <IconChevronRight size={20} aria-hidden />
    </Link>
  );
}
