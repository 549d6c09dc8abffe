import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { isConflict, sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { DiaryDay } from "@/shared/api/types";
import { formatInstantWhen } from "@/shared/format/date";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import classes from "../components/Day.module.css";
import { DayHeading } from "../components/DayHeading";
import { DayRead } from "../components/DayRead";
import { DayState } from "../components/DayState";
import { DiaryBar } from "../components/DiaryBar";
import { DiaryExport } from "../components/DiaryExport";
import { SendBack } from "../components/SendBack";
import { VersionsButton } from "../correct/VersionsButton";
import { Hints } from "../hints/Hints";
import { personDayQuery, useConfirm } from "../queries";

/** PersonDayPage is a day of somebody's diary, for the heads above: to read, confirm or return. */
export function PersonDayPage() {
  const { person = "", date = "" } = useParams();
  const today = useToday()?.date;
  const day = useQuery(personDayQuery(person, date));
  if (day.data !== undefined && today !== undefined) return <PersonDay day={day.data} today={today} />;
  return (
    <Page title={t("nav.diary")} bar={<DiaryBar />}>
      {day.isError ? (
        <ErrorState title={t("diary.failed")} error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}

function PersonDay({ day, today }: { day: DiaryDay; today: string }) {
  const { person } = day;
  const decides = day.acts.includes("confirm");
  return (
    <Page
      title={t("diary.of", { name: person.name })}
      signed
      bar={<DiaryBar />}
      foot={decides ? <Decide day={day} today={today} /> : undefined}
    >
      <DayHeading
        date={day.date}
        today={today}
        to={(date) => `/diary/people/${person.id}/${date}`}
        by={<div className={classes.by}>{[person.name, person.title, person.unit].filter(Boolean).join(" · ")}</div>}
      >
        <DayState day={day} today={today} />
        <VersionsButton day={day} />
        <Button
          className="cv-noprint"
          variant="subtle"
          size="compact-sm"
          component={Link}
          to={`/diary/people/${person.id}/week/${day.date}`}
        >
          {t("diary.week.open")}
        </Button>
        <DiaryExport date={day.date} person={person.id} />
      </DayHeading>
      <DayRead day={day} today={today} />
      <Hints day={day} mine={false} />
    </Page>
  );
}

/** Decide holds the two acts of the direct superior. */
function Decide({ day, today }: { day: DiaryDay; today: string }) {
  const confirm = useConfirm();
  const [sendingBack, setSendingBack] = useState(false);
  const run = () =>
    confirm.mutate(day, { onSuccess: () => void toast(t("diary.confirmed", { name: day.person.name })) });
  useHotkey("mod+Enter", "diary.key.confirm", run, !confirm.isPending && !sendingBack);
  return (
    <div className={classes.foot}>
      <span className={classes.saving}>
        {day.submittedAt !== undefined && t("diary.sentAt", { time: formatInstantWhen(day.submittedAt, today) })}
        {confirm.isError && (
          <span className={classes.fault} role="alert">
            <FieldError>{isConflict(confirm.error) ? t("diary.changed") : sentenceOf(confirm.error)}</FieldError>
          </span>
        )}
      </span>
      <div className={classes.footEnd}>
        <Button variant="default" onClick={() => setSendingBack(true)}>
          {t("diary.sendBack")}
        </Button>
        <Button loading={confirm.isPending} onClick={run} rightSection={<Kbd>{t("diary.key.ctrlEnter")}</Kbd>}>
          {t("diary.confirm")}
        </Button>
      </div>
      {sendingBack && <SendBack row={day} onClose={() => setSendingBack(false)} />}
    </div>
  );
}
