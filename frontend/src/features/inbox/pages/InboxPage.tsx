import { Button, Tabs } from "@mantine/core";
import { IconBell, IconBellOff, IconChecks } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { useToday } from "@/shared/api/today";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import classes from "../components/Inbox.module.css";
import { MessageDetail } from "../components/MessageDetail";
import { MessageList } from "../components/MessageList";
import { type Group, grouped } from "../groups";
import { inboxCountQuery, inboxQuery, useMarkRead } from "../queries";

/** InboxPage is Thông báo: the list, and beside it one message with why it came. */
export function InboxPage() {
  const { id } = useParams();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const today = useToday()?.date;
  const unread = useQuery(inboxCountQuery()).data?.unread ?? 0;
  const messages = useInfiniteQuery(inboxQuery(unreadOnly));
  const { mutate: markRead, isPending } = useMarkRead();
  const items = messages.data?.pages.flatMap((page) => page.items) ?? [];
  const open = useKept(
    grouped(items).find((group) => group.items.some((item) => item.id === id)),
    id,
  );

  // Opening a message is reading it, with those that stand beside it.
  const openUnread = open?.unread.map((item) => item.id).join(" ") ?? "";
  useEffect(() => {
    if (openUnread !== "") markRead({ ids: openUnread.split(" ").slice(0, atOnce) });
  }, [openUnread, markRead]);

  const newest = items[0];
  return (
    <Page
      title={t("nav.inbox")}
      signed
      flush
      actions={
        unread > 0 &&
        newest !== undefined && (
          <Button
            variant="default"
            leftSection={<IconChecks size={16} />}
            loading={isPending}
            onClick={() => markRead({ through: newest.id })}
          >
            {t("inbox.markAll")}
          </Button>
        )
      }
    >
      <div className={classes.columns} data-open={id !== undefined || undefined}>
        <div className={classes.column}>
          <Tabs
            className={classes.tabs}
            value={unreadOnly ? "unread" : "all"}
            onChange={(value) => setUnreadOnly(value === "unread")}
          >
            <Tabs.List>
              <Tabs.Tab value="all">{t("inbox.all")}</Tabs.Tab>
              <Tabs.Tab value="unread" rightSection={unread > 0 ? unread : undefined}>
                {t("inbox.unreadTab")}
              </Tabs.Tab>
            </Tabs.List>
          </Tabs>
          {(messages.isPending || (messages.isError && messages.data === undefined)) && (
            <div className={classes.padded}>
              {messages.isPending ? (
                <SkeletonRows />
              ) : (
                <ErrorState title={t("inbox.failed")} error={messages.error} onRetry={() => void messages.refetch()} />
              )}
            </div>
          )}
          {messages.isSuccess && items.length === 0 && (
            <EmptyState icon={IconBellOff} title={t("inbox.empty.title")} text={t("inbox.empty.text")} />
          )}
          <MessageList items={items} chosen={id} today={today} />
          {messages.hasNextPage && (
            <div className={classes.more}>
              <Button
                variant="default"
                loading={messages.isFetchingNextPage}
                onClick={() => void messages.fetchNextPage()}
              >
                {t("more")}
              </Button>
            </div>
          )}
        </div>
        <div className={classes.beside}>
          {open === undefined ? (
            <EmptyState icon={IconBell} title={t("inbox.choose")} />
          ) : (
            <MessageDetail item={open.items.find((item) => item.id === id) ?? open.newest} group={open} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** atOnce is how many messages one request marks. */
const atOnce = 100;

/** useKept holds the open group when it leaves the list, as an unread one does by being opened. */
function useKept(found: Group | undefined, id: string | undefined): Group | undefined {
  const [kept, setKept] = useState(found);
  const same =
    found === undefined || (kept?.key === found.key && kept.items.every((item, i) => item === found.items[i]));
  if (!same || (found !== undefined && found.items.length !== kept?.items.length)) setKept(found);
  if (found !== undefined) return found;
  return kept?.items.some((item) => item.id === id) ? kept : undefined;
}
