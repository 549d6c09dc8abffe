import { Anchor, Button, Checkbox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { diaryDayQuery, useKeepAndSubmit } from "@/features/diary/queries";
import { useLeft } from "@/features/diary/useLeft";
import { useMe } from "@/shared/api/session";
import type { DiaryDay } from "@/shared/api/types";
import { waitsHere } from "@/shared/device/waits";
import { formatTime } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import classes from "./Desk.module.css";

/** Props of DeskDiary; brief is the card of a phone, which counts the lines instead of showing them. */
interface Props {
  date: string;
  brief?: boolean;
}

// A longer day is read on its own page: the button to submit stays in sight.
const shown = 5;

/** DeskDiary is today's diary: lines kept, lines written ready to tick, and one button to submit them. */
export function DeskDiary({ date, brief = false }: Props) {
  const me = useMe();
  const day = useQuery(diaryDayQuery(date)).data;
  const submit = useKeepAndSubmit();
  // What is ready counts unless it is unticked, so a line that appears later is in.
  const [left, setLeft] = useLeft(date);
  if (day === undefined) return null;

  const chosen = day.suggestions.filter((suggestion) => !left.includes(suggestion.source));
  const lines = day.entries.length + chosen.length;
  const entries = day.entries.slice(0, shown);
  // Lines that are only ready become lines when the day is submitted, so the day need not hold any yet.
  const maySubmit = day.acts.includes("edit") || day.acts.includes("submit");
  // What lies here alone would be left out of what is submitted: the day's page sends it first.
  const unsent = maySubmit && waitsHere(me.id, date);
  const suggestions = maySubmit ? day.suggestions.slice(0, shown - entries.length) : [];
  const hidden = day.entries.length + (maySubmit ? day.suggestions.length : 0) - entries.length - suggestions.length;
  const buttons = (
    <div className={classes.buttons}>
      {maySubmit && lines > 0 && !unsent && (
        <Button
          loading={submit.isPending}
          onClick={() =>
            submit.mutate(
              { day, chosen },
              { onSuccess: () => void toast(t(day.topmost ? "desk.diary.closeDone" : "desk.diary.submitDone")) },
            )
          }
        >
          {t(day.topmost ? "desk.diary.close" : "desk.diary.submit")}
        </Button>
      )}
      <Button variant={unsent ? "filled" : "default"} component={Link} to={`/diary/${date}`}>
        {t(maySubmit ? (lines === 0 ? "desk.diary.write" : "desk.diary.open") : "desk.diary.view")}
      </Button>
    </div>
  );
  const note = unsent && <p className={classes.quiet}>{t("desk.diary.unsent")}</p>;
  const failed = submit.isError && <ErrorState title={t("desk.diary.failed")} error={submit.error} textIsSafe />;

  if (brief) {
    const summary = stateOf(day) ?? (day.minutes > 0 ? formatMinutes(day.minutes) : undefined);
    return (
      <section className={classes.card}>
        <h2>{maySubmit ? t("desk.diary.readyCount", { n: lines }) : t("desk.diary")}</h2>
        {summary !== undefined && <p>{summary}</p>}
        {note}
        {failed}
        {buttons}
      </section>
    );
  }
  return (
    <section className={classes.part}>
      <SectionTitle
        large
        title={t("desk.diary")}
        end={day.suggestions.length > 0 && maySubmit ? t("desk.diary.ready") : undefined}
      />
      {stateOf(day) !== undefined && <p className={classes.quiet}>{stateOf(day)}</p>}
      {lines === 0 && day.suggestions.length === 0 && maySubmit && (
        <p className={classes.quiet}>{t("desk.diary.empty")}</p>
      )}
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <span className={classes.kept}>
              <IconCheck size={16} aria-hidden />
              <span className={classes.line}>
                {entry.text}
                {entry.unplanned && <span className={classes.minutes}> · {t("desk.diary.unplanned")}</span>}
              </span>
            </span>
            <Minutes value={entry.minutes} />
          </li>
        ))}
        {suggestions.map((suggestion) => (
          <li key={suggestion.source} className={`${classes.entry} cv-noprint`}>
            <Checkbox
              size="xs"
              label={<span className={classes.line}>{suggestion.text}</span>}
              checked={!left.includes(suggestion.source)}
              onChange={() => setLeft(toggled(left, suggestion.source))}
            />
            <Minutes value={suggestion.minutes > 0 ? suggestion.minutes : undefined} />
          </li>
        ))}
        {hidden > 0 && (
          <li className={classes.entry}>
            <Anchor component={Link} to={`/diary/${date}`} fz="inherit">
              {t("desk.diary.more", { n: hidden })}
            </Anchor>
          </li>
        )}
      </ul>
      {note}
      {failed}
      {buttons}
    </section>
  );
}

function Minutes({ value }: { value: number | undefined }) {
  return value === undefined ? null : <span className={classes.minutes}>{t("minutes", { n: value })}</span>;
}

function toggled(all: string[], item: string): string[] {
  return all.includes(item) ? all.filter((other) => other !== item) : [...all, item];
}

/** stateOf says what happened to the day once it left its author's hands. */
function stateOf(day: DiaryDay): string | undefined {
  switch (day.state) {
    case "open":
      return undefined;
    case "returned":
      return t("desk.diary.returned", { reason: day.returnReason });
    case "submitted":
      return t("desk.diary.submitted", { time: day.submittedAt === undefined ? "" : formatTime(day.submittedAt) });
    case "confirmed":
      return t(day.confirmedBy?.id === day.person.id ? "desk.diary.closed" : "desk.diary.confirmed");
    default:
      return t(`desk.diary.${day.state}`);
  }
}
