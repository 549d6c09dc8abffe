import { Button } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { Link } from "react-router";
import type { DiaryDay } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { usePhone } from "@/shared/ui/hooks";
import { Page } from "@/shared/ui/Page";
import { Kbd } from "@/shared/ui/Section";
import { ErrorState, Note } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { CorrectDay, CorrectFoot } from "../correct/CorrectDay";
import { useCorrecting } from "../correct/useCorrecting";
import { VersionsButton } from "../correct/VersionsButton";
import { Hints } from "../hints/Hints";
import { type Line, lineFrom, notKept, sameSheet, sheetOf, withLines, written } from "../model/sheet";
import type { Waiting } from "../offline/queue";
import { Reuse } from "../reuse/Reuse";
import { useKeeper } from "../useKeeper";
import { useLeft } from "../useLeft";
import classes from "./Day.module.css";
import { DayAside } from "./DayAside";
import { DayHeading } from "./DayHeading";
import { DayRead } from "./DayRead";
import { DayState } from "./DayState";
import { PlanFields } from "./DayTexts";
import { DiaryBar } from "./DiaryBar";
import { EntryList } from "./EntryList";
import { PhoneAdd } from "./PhoneAdd";
import { Places } from "./Places";
import { QuickAdd } from "./QuickAdd";
import { SaveState } from "./SaveState";
import { Suggestions } from "./Suggestions";
import { Unsent } from "./Unsent";
import { WeekStrip } from "./WeekStrip";

const ConflictDialog = lazyPart(async () => (await import("@/shared/ui/ConflictDialog")).ConflictDialog);

const ownDay = (date: string) => `/diary/${date}`;

/** Props of DayEditor; waiting lies on this device alone, turned: another day has begun since the page was opened. */
interface Props {
  day: DiaryDay;
  waiting: Waiting | undefined;
  today: string;
  turned?: boolean;
}

/** DayEditor is one's own day: written and saved as it is typed, then sent to be confirmed. Give it key={date}. */
export function DayEditor({ day: fetched, waiting, today, turned = false }: Props) {
  const phone = usePhone();
  const { keeper, state } = useKeeper(fetched, waiting);
  const { day, sheet, saving, submitting: wished } = state;
  const [left, setLeft] = useLeft(day.date);
  const [submitting, setSubmitting] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const [later, setLater] = useState(false);
  const correcting = useCorrecting(day);

  const editable = day.acts.includes("edit");
  const future = day.date > today;
  const ready = editable ? notKept(day.suggestions, sheet) : [];
  const chosen = ready.filter(({ source }) => !left.includes(source));
  const lines = written(sheet).length + chosen.length;
  const maySubmit = editable && !future && lines > 0 && !submitting && !wished;

  // A line that is on its way is not worth a word; one that does not get through is.
  const unsent = ["retrying", "refused", "conflict"].includes(saving.kind) ? keeper.unsent() : undefined;

  const add = (line: Line) => keeper.edit((now) => withLines(now, [line]));
  const submit = async () => {
    setSubmitting(true);
    setFault(undefined);
    try {
      if ((await keeper.submit(chosen.map(lineFrom))) !== undefined)
        await toast(t(day.topmost ? "diary.closed" : "diary.submitted"));
      else if (keeper.getState().submitting) await toast(t("diary.submit.kept"));
    } catch (error) {
      setFault(error);
    } finally {
      setSubmitting(false);
    }
  };
  useHotkey("mod+Enter", day.topmost ? "diary.key.close" : "diary.key.submit", () => void submit(), maySubmit);

  const foot = (
    <div className={classes.foot}>
      <SaveState keeper={keeper} state={state} today={today} />
      <div className={classes.footEnd}>
        {day.confirmer !== undefined && !future && <span>{t("diary.to", { name: day.confirmer.name })}</span>}
        {!future && (
          <Button
            loading={submitting}
            disabled={!maySubmit && !submitting}
            onClick={() => void submit()}
            rightSection={<Kbd>{t("diary.key.ctrlEnter")}</Kbd>}
          >
            {t(day.topmost ? "diary.close" : "diary.submit")}
          </Button>
        )}
      </div>
    </div>
  );
  const mayAdd = editable && !future;
  const phoneFoot = mayAdd && <PhoneAdd date={day.date} onAdd={add} />;
  const { held } = correcting;
  const mayCorrect = day.acts.includes("correct");
  const correctFoot = mayCorrect && held === undefined && <CorrectFoot day={day} onStart={correcting.start} />;

  return (
    <Page
      title={t("nav.diary")}
      signed
      bar={<DiaryBar />}
      asideWidth={336}
      asideLabel={t("diary.aside")}
      aside={<DayAside date={day.date} today={today} readers={day.readers} />}
      foot={(phone ? phoneFoot : editable && foot) || correctFoot || undefined}
    >
      {phone && <WeekStrip date={day.date} today={today} />}
      <DayHeading date={day.date} today={today} to={ownDay}>
        <DayState day={day} today={today} ready={ready.length} />
        <VersionsButton day={day} />
      </DayHeading>
      {turned && day.date !== today && (
        <Note icon={IconCalendarEvent}>
          {t("diary.turned", { day: formatDay(day.date) })}{" "}
          <Link to="/diary">{t("diary.turned.open", { day: formatDay(today) })}</Link>
        </Note>
      )}
      {!day.working && <p className={classes.dayOff}>{t("diary.dayOff", { why: day.why ?? t("strip.off") })}</p>}
      {editable ? (
        <>
          <Places value={sheet.place} onChange={(place) => keeper.edit((now) => ({ ...now, place }))} />
          {!future && <EntryList keeper={keeper} sheet={sheet} today={today} unsent={unsent} />}
          {mayAdd && <Reuse date={day.date} keeper={keeper} sheet={sheet} />}
          {!phone && mayAdd && <QuickAdd date={day.date} onAdd={add} />}
          <Suggestions
            suggestions={ready}
            left={left}
            onLeft={setLeft}
            onKeep={(kept) => keeper.edit((now) => withLines(now, kept.map(lineFrom)))}
          />
          <Hints day={day} mine />
          {phone && foot}
          <PlanFields keeper={keeper} sheet={sheet} nextWorking={day.nextWorking} />
        </>
      ) : (
        <>
          {mayCorrect && held !== undefined ? (
            <CorrectDay day={day} today={today} correcting={correcting} held={held} />
          ) : (
            <DayRead day={day} today={today} />
          )}
          {!sameSheet(sheet, sheetOf(day)) && (
            <div className={classes.block}>
              <Unsent sheet={sheet} onDiscard={() => keeper.discard()} />
            </div>
          )}
        </>
      )}
      {!mayCorrect && held !== undefined && (
        <div className={classes.block}>
          <Unsent sheet={held.sheet} onDiscard={correcting.draft.clear} />
        </div>
      )}
      {fault !== undefined && (
        <div className={classes.block}>
          <ErrorState title={t("diary.submitFailed")} error={fault} textIsSafe />
        </div>
      )}
      {saving.kind === "conflict" && later && (
        <div className={classes.block}>
          <Button variant="default" onClick={() => setLater(false)}>
            {t("diary.conflict.open")}
          </Button>
        </div>
      )}
      <Suspense>
        {saving.kind === "conflict" && !later && (
          <ConflictDialog
            fields={saving.fields.filter(({ mine, theirs }) => mine !== theirs)}
            mineVersion={saving.mineVersion}
            theirsVersion={saving.theirs.version}
            theirsBy={saving.theirs.person}
            theirsAt={saving.theirs.updatedAt}
            onKeep={() => keeper.resolve()}
            onSend={(choices) => keeper.resolve(choices)}
            onClose={() => setLater(true)}
          />
        )}
      </Suspense>
    </Page>
  );
}
