import { Button, Checkbox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { diaryDayQuery, useKeepAndSubmit } from "@/features/diary/queries";
import type { DiaryDay } from "@/shared/api/types";
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

/** DeskDiary is today's diary: lines kept, lines written ready to tick, and one button to submit them. */
export function DeskDiary({ date, brief = false }: Props) {
  const day = useQuery(diaryDayQuery(date)).data;
  const submit = useKeepAndSubmit();
  // What is ready counts unless it is unticked, so a line that appears later is in.
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  if (day === undefined) return null;

  const chosen = day.suggestions.filter((suggestion) => !left.has(suggestion.source));
  const lines = day.entries.length + chosen.length;
  // Lines that are only ready become lines when the day is submitted, so the day need not hold any yet.
  const maySubmit = day.acts.includes("edit") || day.acts.includes("submit");
  const buttons = (
    <div className={classes.buttons}>
      {maySubmit && lines > 0 && (
        <Button
          loading={submit.isPending}
          onClick={() => submit.mutate({ day, chosen }, { onSuccess: () => void toast(t("desk.diary.submitDone")) })}
        >
          {t("desk.diary.submit")}
        </Button>
      )}
      <Button variant="default" component={Link} to={`/diary/${date}`}>
        {t(maySubmit ? (lines === 0 ? "desk.diary.write" : "desk.diary.open") : "desk.diary.view")}
      </Button>
    </div>
  );
  const failed = submit.isError && <ErrorState title={t("desk.diary.failed")} error={submit.error} textIsSafe />;

  if (brief) {
    const summary = stateOf(day) ?? (day.minutes > 0 ? formatMinutes(day.minutes) : undefined);
    return (
      <section className={classes.card}>
        <h2>{maySubmit ? t("desk.diary.readyCount", { n: lines }) : t("desk.diary")}</h2>
        {summary !== undefined && <p>{summary}</p>}
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
        {day.entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <span className={classes.kept}>
              <IconCheck size={16} aria-hidden />
              <span>
                {entry.text}
                {entry.unplanned && <span className={classes.minutes}> · {t("desk.diary.unplanned")}</span>}
              </span>
            </span>
            <Minutes value={entry.minutes} />
          </li>
        ))}
        {maySubmit &&
          day.suggestions.map((suggestion) => (
            <li key={suggestion.source} className={classes.entry}>
              <Checkbox
                size="xs"
                label={suggestion.text}
                checked={!left.has(suggestion.source)}
                onChange={() => setLeft(toggled(left, suggestion.source))}
              />
            </li>
          ))}
      </ul>
      {failed}
      {buttons}
    </section>
  );
}

function Minutes({ value }: { value: number | undefined }) {
  return value === undefined ? null : <span className={classes.minutes}>{t("minutes", { n: value })}</span>;
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
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
    default:
      return t(`desk.diary.${day.state}`);
  }
}
