import { Link } from "react-router";
import type { InboxItem } from "@/shared/api/types";
import { addDays, dayOf, formatDay, formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { codeOf, messageText, messageTitle } from "../message";
import classes from "./Inbox.module.css";
import { MessageIcon } from "./MessageIcon";

/** Props of MessageList; chosen is the message open beside it, today the server's day once it is known. */
interface Props {
  items: InboxItem[];
  chosen?: string;
  today: string | undefined;
}

/** MessageList is the messages by day, newest first, the unread ones with a dot. */
export function MessageList({ items, chosen, today }: Props) {
  const days = [...new Set(items.map((item) => dayOf(item.at)))];
  return (
    <>
      {days.map((day) => (
        <section key={day} aria-label={dayName(day, today)}>
          <h2 className={classes.day}>{dayName(day, today)}</h2>
          <ul className={classes.list}>
            {items
              .filter((item) => dayOf(item.at) === day)
              .map((item) => (
                <li key={item.id}>
                  <Link
                    to={`/inbox/${item.id}`}
                    className={classes.row}
                    aria-current={item.id === chosen || undefined}
                    data-unread={item.readAt === undefined || undefined}
                  >
                    <span className={classes.dot}>
                      {item.readAt === undefined && <span className={classes.unread}>{t("inbox.unread")}</span>}
                    </span>
                    <MessageIcon item={item} />
                    <span className={classes.rowText}>
                      <span className={classes.rowTitle}>{messageTitle(item)}</span>
                      <span className={classes.rowBody}>{messageText(item)}</span>
                      {codeOf(item) !== undefined && <span className={classes.rowCode}>{codeOf(item)}</span>}
                    </span>
                    <time className={classes.rowTime} dateTime={item.at}>
                      {formatInstantNear(item.at, today ?? "")}
                    </time>
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function dayName(day: string, today: string | undefined): string {
  if (today === undefined) return formatDay(day);
  if (day === today) return t("inbox.today");
  return day === addDays(today, -1) ? t("inbox.yesterday") : formatDay(day);
}
