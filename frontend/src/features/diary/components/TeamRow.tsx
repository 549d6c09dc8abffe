import { Button } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconLock,
  IconPencil,
  IconSend,
} from "@tabler/icons-react";
import { Link } from "react-router";
import type { DiaryRow } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { useRecentlyChanged } from "@/shared/realtime/recent";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { FieldError } from "@/shared/ui/States";
import { placesText } from "./Places";
import classes from "./Team.module.css";

/** Props of TeamRow; fault is why the last confirmation was refused. */
interface Props {
  row: DiaryRow;
  today: string;
  busy: boolean;
  fault?: string;
  onConfirm: () => void;
  onSendBack: () => void;
}

/** TeamRow is a person's day in the list of who leads them: what they did, where, and the two acts. */
export function TeamRow({ row, today, busy, fault, onConfirm, onSendBack }: Props) {
  const { person } = row;
  const changed = useRecentlyChanged(`${person.id}|${row.date}`);
  return (
    <li className={changed ? `${classes.row} cv-changed` : classes.row}>
      <PersonAvatar name={person.name} />
      <div className={classes.who}>
        <Link to={`/diary/people/${person.id}/${row.date}`} className={classes.name}>
          {person.name}
        </Link>
        <div className={classes.second}>
          {[person.title, row.place && placesText(row.place)].filter(Boolean).join(" · ")}
        </div>
      </div>
      <div className={classes.lines}>
        {row.summary.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and they never move
          <div key={i} className={classes.line}>
            {line}
          </div>
        ))}
        {row.entries > row.summary.length && (
          <Link to={`/diary/people/${person.id}/${row.date}`} className={classes.second}>
            {t("diary.team.more", { n: row.entries - row.summary.length })}
          </Link>
        )}
        {fault !== undefined && (
          <div className={classes.fault} role="alert">
            <FieldError>{fault}</FieldError>
          </div>
        )}
      </div>
      <div className={classes.sum}>{row.minutes > 0 && formatMinutes(row.minutes)}</div>
      <div className={classes.state}>
        <State row={row} today={today} />
      </div>
      <div className={classes.acts}>
        {row.acts.includes("return") && (
          <Button
            variant="default"
            size="xs"
            onClick={onSendBack}
            aria-label={t("diary.team.sendBackOf", { name: person.name })}
          >
            {t("diary.sendBack")}
          </Button>
        )}
        {row.acts.includes("confirm") && (
          <Button
            variant="default"
            size="xs"
            loading={busy}
            onClick={onConfirm}
            aria-label={t("diary.team.confirmOf", { name: person.name })}
          >
            {t("diary.confirm")}
          </Button>
        )}
      </div>
    </li>
  );
}

const icons = {
  open: IconPencil,
  submitted: IconSend,
  confirmed: IconCircleCheck,
  returned: IconArrowBackUp,
  locked: IconLock,
};

/** State says where the day stands, in ink: colours belong to timeliness. */
function State({ row, today }: { row: DiaryRow; today: string }) {
  const away = row.entries === 0 ? row.away : undefined;
  const Icon = row.missing || row.state === undefined ? IconCircleDashed : icons[row.state];
  const word = away
    ? t(`diary.away.${away}`)
    : row.missing
      ? t("diary.count.missing")
      : row.state === undefined
        ? t("diary.team.nothing")
        : t(`diary.state.word.${row.state}`);
  return (
    <>
      <Icon size={16} stroke={1.6} aria-hidden />
      <span>
        {word}
        {row.state === "submitted" && row.submittedAt !== undefined && (
          <span className={classes.second}> {formatInstantNear(row.submittedAt, today)}</span>
        )}
        {row.correction?.waiting && <span className={classes.second}> · {t("diary.corrected")}</span>}
        {row.late && <span className={classes.second}> · {t("diary.late")}</span>}
      </span>
    </>
  );
}
