import { Link } from "react-router";
import type { InboxItem } from "@/shared/api/types";
import { addDays, dayOf, formatDay, formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { type Group, grouped, isBatch } from "../groups";
import { batchText, batchTitle, codeOf, messageText, messageTitle } from "../message";
import classes from "./Inbox.module.css";
import { MessageIcon } from "./MessageIcon";
import { UrgencyWord } from "./UrgencyWord";

/** Props of MessageList; chosen is the message open beside it, today the server's day once it is known. */
interface Props {
  items: InboxItem[];
  chosen?: string;
  today: string | undefined;
}

/** MessageList is the messages by day, newest first, those of one group as one line, the unread ones with a dot. */
export function MessageList({ items, chosen, today }: Props) {
  const groups = grouped(items);
  const days = [...new Set(groups.map((group) => dayOf(group.newest.at)))];
  return (
    <>
      {days.map((day) => (
        <section key={day} aria-label={dayName(day, today)}>
          <h2 className={classes.day}>{dayName(day, today)}</h2>
          <ul className={classes.list}>
            {groups
              .filter((group) => dayOf(group.newest.at) === day)
              .map((group) => (
                <li key={group.key}>
                  <GroupRow group={group} chosen={chosen} today={today} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** GroupRow is one line: the newest message about a thing, or how many reminders a morning brought. */
function GroupRow({ group, chosen, today }: { group: Group } & Omit<Props, "items">) {
  const { newest, items, unread } = group;
  const batch = isBatch(group);
  return (
    <Link
      to={`/inbox/${newest.id}`}
      className={classes.row}
      aria-current={items.some((item) => item.id === chosen) || undefined}
      data-unread={unread.length > 0 || undefined}
    >
      <span className={classes.dot}>
        {unread.length > 0 && <span className={classes.unread}>{t("inbox.unread")}</span>}
      </span>
      <MessageIcon item={newest} />
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>
          {!batch && <UrgencyWord item={newest} />}
          {batch ? batchTitle(group) : messageTitle(newest)}
        </span>
        <span className={classes.rowBody}>{batch ? batchText(group) : messageText(newest)}</span>
        {!batch && codeOf(newest) !== undefined && <span className={classes.rowCode}>{codeOf(newest)}</span>}
        {!batch && items.length > 1 && (
          <span className={classes.rowCode}>{t("inbox.group.more", { n: items.length - 1 })}</span>
        )}
      </span>
      <time className={classes.rowTime} dateTime={newest.at}>
        {formatInstantNear(newest.at, today ?? "")}
      </time>
    </Link>
  );
}

function dayName(day: string, today: string | undefined): string {
  if (today === undefined) return formatDay(day);
  if (day === today) return t("inbox.today");
  return day === addDays(today, -1) ? t("inbox.yesterday") : formatDay(day);
}
