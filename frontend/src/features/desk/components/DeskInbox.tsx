import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { MessageIcon } from "@/features/inbox/components/MessageIcon";
import { messageText, messageTitle } from "@/features/inbox/message";
import { inboxCountQuery, inboxQuery } from "@/features/inbox/queries";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "./Desk.module.css";

const shown = 3;

/** DeskInbox is the newest unread messages. */
export function DeskInbox({ today }: { today: string }) {
  const unread = useQuery(inboxCountQuery()).data?.unread ?? 0;
  const items = useInfiniteQuery(inboxQuery(true)).data?.pages[0]?.items;
  if (items === undefined) return null;
  return (
    <section className={classes.part}>
      <SectionTitle
        large
        title={t("desk.inbox")}
        end={unread > 0 ? t("desk.inbox.unread", { n: unread }) : undefined}
      />
      {items.length === 0 ? (
        <p className={classes.quiet}>{t("desk.inbox.none")}</p>
      ) : (
        <ul className={classes.messages}>
          {items.slice(0, shown).map((item) => (
            <li key={item.id}>
              <Link to={`/inbox/${item.id}`} className={classes.message}>
                <MessageIcon item={item} size={26} />
                <span>
                  <strong>{messageTitle(item)}</strong> {messageText(item)}{" "}
                  <span className={classes.minutes}>· {formatInstantNear(item.at, today)}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
