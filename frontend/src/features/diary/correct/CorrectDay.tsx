import { Button } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { DiaryDay } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { ErrorState, Note } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import classes from "../components/Day.module.css";
import { PlanFields } from "../components/DayTexts";
import { EntryList } from "../components/EntryList";
import { Places } from "../components/Places";
import { QuickAdd } from "../components/QuickAdd";
import { withLines } from "../model/sheet";
import type { Correcting, Held } from "./useCorrecting";

const ConflictDialog = lazyPart(async () => (await import("@/shared/ui/ConflictDialog")).ConflictDialog);

/** Props of CorrectDay; held is the correction itself. */
interface Props {
  day: DiaryDay;
  today: string;
  correcting: Correcting;
  held: Held;
}

/** CorrectDay writes a correction of a day that was sent (bổ sung, đính chính): nothing counts until it is sent with its reason. */
export function CorrectDay({ day, today, correcting, held }: Props) {
  const [tried, setTried] = useState(false);
  const { conflict, error } = correcting;
  const send = () => {
    setTried(true);
    if (isReason(held.reason)) correcting.send(() => void toast(t("diary.correct.sent")));
  };
  const wrongReason = fieldErrors(error).reason;
  return (
    <section aria-label={t("diary.correct")}>
      <Restored draft={correcting.draft} />
      <p className={classes.dayOff}>{t("diary.correct.kept")}</p>
      <Places value={held.sheet.place} onChange={(place) => correcting.edit((now) => ({ ...now, place }))} />
      <EntryList keeper={correcting} sheet={held.sheet} today={today} />
      <QuickAdd date={day.date} onAdd={(line) => correcting.edit((now) => withLines(now, [line]))} />
      <PlanFields keeper={correcting} sheet={held.sheet} nextWorking={day.nextWorking} />
      <div className={classes.block}>
        <ReasonField
          label={t("diary.correct.reason")}
          value={held.reason}
          onChange={correcting.setReason}
          suggestions={[t("diary.correct.s1"), t("diary.correct.s2"), t("diary.correct.s3")]}
          tried={tried}
          error={wrongReason}
        />
      </div>
      {correcting.joined && (
        <div className={classes.block}>
          <Note icon={IconArrowMerge}>{t("diary.correct.joined")}</Note>
        </div>
      )}
      {error !== null && wrongReason === undefined && (
        <div className={classes.block}>
          <ErrorState act title={t("diary.correct.failed")} error={error} textIsSafe />
        </div>
      )}
      <div className={classes.buttons}>
        <Button disabled={!correcting.ready} loading={correcting.sending} onClick={send}>
          {t("diary.correct.send")}
        </Button>
        <Button variant="default" disabled={correcting.sending} onClick={correcting.draft.clear}>
          {t("cancel")}
        </Button>
      </div>
      <Suspense>
        {conflict !== undefined && (
          <ConflictDialog
            fields={conflict.fields.filter(({ mine, theirs }) => mine !== theirs)}
            mineVersion={conflict.mine}
            theirsVersion={conflict.theirs.version}
            theirsBy={conflict.theirs.person}
            theirsAt={conflict.theirs.updatedAt}
            onKeep={() => correcting.resolve()}
            onSend={(choices) => correcting.resolve(choices)}
            onClose={() => correcting.resolve()}
          />
        )}
      </Suspense>
    </section>
  );
}

/** CorrectFoot says until when a sent day can be corrected, and begins it. */
export function CorrectFoot({ day, onStart }: { day: DiaryDay; onStart: () => void }) {
  return (
    <div className={classes.foot}>
      {day.until !== undefined && (
        <span className={classes.saving}>{t("diary.correct.until", { day: formatDayLong(day.until) })}</span>
      )}
      <div className={classes.footEnd}>
        <Button variant="default" onClick={onStart}>
          {t("diary.correct")}
        </Button>
      </div>
    </div>
  );
}
