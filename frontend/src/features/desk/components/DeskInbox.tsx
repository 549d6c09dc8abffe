import { Anchor } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { MessageIcon } from "@/features/inbox/components/MessageIcon";
import { UrgencyWord } from "@/features/inbox/components/UrgencyWord";
import { grouped, isBatch } from "@/features/inbox/groups";
import { batchText, batchTitle, messageText, messageTitle } from "@/features/inbox/message";
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
        end={
          unread > 0 ? (
            <Anchor component={Link} to="/inbox" fz="inherit">
              {t("desk.inbox.unread", { n: unread })}
            </Anchor>
          ) : undefined
        }
      />
      {items.length === 0 ? (
        <p className={classes.quiet}>{t("desk.inbox.none")}</p>
      ) : (
        <ul className={classes.messages}>
          {grouped(items)
            .slice(0, shown)
            .map((group) => {
              const { key, newest } = group;
              const batch = isBatch(group);
              return (
                <li key={key}>
                  <Link to={`/inbox/${newest.id}`} className={classes.message}>
                    <MessageIcon item={newest} size={26} />
                    <span>
                      {!batch && <UrgencyWord item={newest} />}
                      <strong>{batch ? batchTitle(group) : messageTitle(newest)}</strong>{" "}
                      {batch ? batchText(group) : messageText(newest)}{" "}
                      <span className={classes.minutes}>· {formatInstantNear(newest.at, today)}</span>
                    </span>
                  </Link>
                </li>
              );
            })}
        </ul>
      )}
    </section>
  );
}
