import { Button, CopyButton } from "@mantine/core";
import { IconCalendarPlus, IconCheck, IconCopy, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { feedQuery, useAccountAct } from "../queries";
import classes from "./Account.module.css";

/**
 * Feed gives one's deadlines to a calendar program (lịch hạn việc, iCal): a secret address that is shown once, changed or ended at
 * any time. A new one ends the one before.
 */
export function Feed() {
  const feed = useQuery(feedQuery());
  const make = useAccountAct(accountApi.makeFeed);
  const end = useAccountAct(accountApi.endFeed);
  const refused = (error: unknown) => void toast(sentenceOf(error));
  if (feed.isPending) return <SkeletonRows rows={2} />;
  if (feed.data === undefined) {
    return <ErrorState title={t("account.feed.failed")} error={feed.error} onRetry={() => void feed.refetch()} />;
  }
  const { set, madeAt, usedAt } = feed.data;
  const url = set ? make.data?.url : undefined;
  return (
    <div className={classes.feed}>
      <p className={classes.second}>{t("account.feed.text")}</p>
      {set && madeAt !== undefined && (
        <p className={classes.second}>
          {t("account.feed.made", { at: formatInstant(madeAt) })}{" "}
          {usedAt === undefined ? t("account.feed.unused") : t("account.feed.used", { at: formatInstant(usedAt) })}
        </p>
      )}
      {url !== undefined && (
        <div className={classes.feedUrl}>
          <code>{url}</code>
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
              >
                {t(copied ? "account.feed.copied" : "account.feed.copy")}
              </Button>
            )}
          </CopyButton>
          <span className={classes.second}>{t("account.feed.once")}</span>
        </div>
      )}
      <div className={classes.feedActs}>
        <Button
          variant="default"
          leftSection={<IconCalendarPlus size={16} />}
          loading={make.isPending}
          onClick={() => make.mutate(undefined, { onError: refused })}
        >
          {t(set ? "account.feed.anew" : "account.feed.make")}
        </Button>
        {set && (
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            loading={end.isPending}
            onClick={() =>
              end.mutate(undefined, { onSuccess: () => void toast(t("account.feed.ended")), onError: refused })
            }
          >
            {t("account.feed.end")}
          </Button>
        )}
      </div>
    </div>
  );
}
