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
    items.find((item) => item.id === id),
    id,
  );

  // Opening a message is reading it.
  const openUnread = open !== undefined && open.readAt === undefined ? open.id : undefined;
  useEffect(() => {
    if (openUnread !== undefined) markRead({ ids: [openUnread] });
  }, [openUnread, markRead]);

  const newest = items[0];
  return (
    <Page
      title={t("nav.inbox")}
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
            <MessageDetail item={open} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** useKept holds the open message when it leaves the list, as an unread one does by being opened. */
function useKept<T extends { id: string }>(found: T | undefined, id: string | undefined): T | undefined {
  const [kept, setKept] = useState(found);
  if (found !== undefined && found !== kept) setKept(found);
  if (found !== undefined) return found;
  return kept?.id === id ? kept : undefined;
}
