import { Button } from "@mantine/core";
import { Link } from "react-router";
import { lookAt } from "@/features/diary/model/look";
import { useConfirm } from "@/features/diary/queries";
import { backSentence, backWord } from "@/features/task/model/back";
import { useAccept } from "@/features/task/queries";
import { isConflict, sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import type { DiaryRow, RegistrationRow, TaskRow } from "@/shared/api/types";
import { formatDay, formatDayNear, formatInstantNear, formatMonth } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import classes from "./WaitingItem.module.css";

/** WaitingTask is a task whose next act is mine: accept it here, anything else on its page. */
export function WaitingTask({ row, today }: { row: TaskRow; today: string }) {
  const accept = useAccept();
  const me = useMe();
  const changed = useRecentlyChanged(row.id);
  // A task led by a unit is accepted by naming who does it, which its page asks for. One whose lead has left waits for me
  // to take it back.
  const lead = row.lead.person?.id;
  const mayAccept = row.state === "assigned" && lead !== undefined && (lead === me.id || lead === row.instead?.id);
  const back = row.askedDue === undefined && !row.askedCause ? backSentence(row) : undefined;
  const name = row.lead.person?.name ?? row.lead.unit.shortName;
  const by =
    row.state === "submitted"
      ? t("waiting.submitted", { name })
      : row.askedDue !== undefined
        ? t("waiting.extension", { name, due: formatDay(row.askedDue) })
        : row.askedCause
          ? t("waiting.cause", { name })
          : (backWord(row) ?? t("waiting.assigned", { name: row.assignedBy.name }));
  const open =
    row.state === "submitted"
      ? "waiting.review"
      : row.askedDue !== undefined || row.askedCause
        ? "waiting.answer"
        : "waiting.open";
  const since = row.waitingSince && t("waiting.since", { time: formatInstantNear(row.waitingSince, today) });
  return (
    <li className={changed ? `${classes.item} cv-changed` : classes.item}>
      <div className={classes.text}>
        <Link to={`/tasks/${row.id}`} className={classes.title}>
          <UrgencyWord urgency={row.urgency} />
          {row.title}
        </Link>
        <div className={classes.second}>{[insteadOf(row), row.code, by, since].filter(Boolean).join(" · ")}</div>
        {back !== undefined && <div className={classes.back}>{back}</div>}
        {accept.isError && <Fault error={accept.error} />}
      </div>
      {mayAccept ? (
        <Button
          variant="default"
          size="xs"
          loading={accept.isPending}
          aria-label={`${t("waiting.accept")}: ${row.title}`}
          onClick={() => accept.mutate(row, { onSuccess: () => void toast(t("waiting.accepted", { code: row.code })) })}
        >
          {t("waiting.accept")}
        </Button>
      ) : (
        <Button
          variant="default"
          size="xs"
          component={Link}
          to={`/tasks/${row.id}`}
          aria-label={`${t(open)}: ${row.title}`}
        >
          {t(open)}
        </Button>
      )}
    </li>
  );
}

/** WaitingDiary is a day somebody submitted to me, to be confirmed here or read first, or one of mine sent back to me. */
export function WaitingDiary({ row }: { row: DiaryRow }) {
  const confirm = useConfirm();
  const mine = row.person.id === useMe().id;
  const looks = lookAt(row);
  const day = `${row.person.name}, ${formatDay(row.date)}`;
  return (
    <li className={classes.item}>
      <div className={classes.text}>
        <Link to={mine ? `/diary/${row.date}` : `/diary/people/${row.person.id}/${row.date}`} className={classes.title}>
          {day}
        </Link>
        <div className={classes.second}>
          {row.instead !== undefined && `${insteadOf(row)} · `}
          {t("waiting.diary", { lines: row.entries, minutes: formatMinutes(row.minutes) })}
          {row.summary.length > 0 && ` · ${row.summary.join("; ")}`}
        </div>
        {!mine && looks.length > 0 && (
          <div className={classes.back}>{looks.map((look) => t(`waiting.look.${look}`)).join(" · ")}</div>
        )}
        {confirm.isError && <Fault error={confirm.error} />}
      </div>
      {row.acts.includes("confirm") && (
        <Button
          variant="default"
          size="xs"
          loading={confirm.isPending}
          aria-label={`${t("waiting.confirm")}: ${day}`}
          onClick={() =>
            confirm.mutate(row, {
              onSuccess: () => void toast(t("waiting.confirmed", { name: row.person.name })),
            })
          }
        >
          {t("waiting.confirm")}
        </Button>
      )}
    </li>
  );
}

/** WaitingPlace is a registration of work at home that waits for me, or the result of one (see groups of the page). */
export function WaitingPlace({ row, today }: { row: RegistrationRow; today: string }) {
  const mine = row.person.id === useMe().id;
  const what = row.state === "submitted" ? "waiting.place" : mine ? "waiting.place.returned" : "waiting.place.result";
  const since = row.submittedAt && t("waiting.since", { time: formatInstantNear(row.updatedAt, today) });
  return (
    <li className={classes.item}>
      <div className={classes.text}>
        <Link to={`/workplace/registrations/${row.id}`} className={classes.title}>
          {t(what, { name: row.person.name })}
        </Link>
        <div className={classes.second}>
          {[insteadOf(row), row.code, row.days.map(({ date }) => formatDayNear(date, today)).join(", "), since]
            .filter(Boolean)
            .join(" · ")}
        </div>
      </div>
      <Button
        variant="default"
        size="xs"
        component={Link}
        to={`/workplace/registrations/${row.id}`}
        aria-label={`${t("waiting.review")}: ${row.person.name}, ${row.code}`}
      >
        {t("waiting.review")}
      </Button>
    </li>
  );
}

/** WaitingScores is a month in which people still have no general points from me. */
export function WaitingScores({ period, people, unit }: { period: string; people: number; unit: string }) {
  return (
    <li className={classes.item}>
      <div className={classes.text}>
        <span className={classes.title}>{t("waiting.scorePeople", { month: formatMonth(period), n: people })}</span>
      </div>
      <Button variant="default" size="xs" component={Link} to={`/evaluation/units/${unit}?period=${period}`}>
        {t("waiting.score")}
      </Button>
    </li>
  );
}

/** insteadOf marks what waits for somebody whom I stand in for. */
function insteadOf({ instead }: { instead?: { name: string } }): string | undefined {
  return instead === undefined ? undefined : t("waiting.instead", { name: instead.name });
}

function Fault({ error }: { error: unknown }) {
  return (
    <div className={classes.fault} role="alert">
      <FieldError>{isConflict(error) ? t("waiting.changed") : sentenceOf(error)}</FieldError>
    </div>
  );
}
