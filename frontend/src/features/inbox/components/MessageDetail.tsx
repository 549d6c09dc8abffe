import { Button } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconHelpCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import type { InboxItem } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { type Group, isBatch } from "../groups";
import {
  addressOf,
  batchText,
  batchTitle,
  codeOf,
  messageDetail,
  messageTitle,
  roleText,
  ruleText,
  stopText,
} from "../message";
import { GroupMessages } from "./GroupMessages";
import classes from "./Inbox.module.css";
import { UrgencyWord } from "./UrgencyWord";

/** MessageDetail is one message: what happened, the way to it, what else is in its group, and why it came to me. */
export function MessageDetail({ item, group }: { item: InboxItem; group: Group }) {
  const me = useMe();
  const batch = isBatch(group);
  const address = batch ? undefined : addressOf(item, me);
  return (
    <article className={classes.detail}>
      <Button
        className={classes.back}
        variant="subtle"
        color="gray"
        leftSection={<IconArrowLeft size={18} />}
        component={Link}
        to="/inbox"
      >
        {t("inbox.back")}
      </Button>
      <div className={classes.meta}>
        <span>
          {[batch ? undefined : codeOf(item), t("inbox.received", { time: formatInstant(item.at) })]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {item.readAt !== undefined && (
          <span className={classes.read}>
            <IconCheck size={16} aria-hidden /> {t("inbox.read")}
          </span>
        )}
      </div>
      <h2 className={classes.title}>{batch ? batchTitle(group) : (item.object.title ?? messageTitle(item))}</h2>
      <p className={classes.text}>
        {!batch && <UrgencyWord item={item} />}
        {!batch && item.object.title !== undefined && <strong>{messageTitle(item)}. </strong>}
        {batch ? batchText(group) : messageDetail(item)}
      </p>
      {address !== undefined && (
        <Button component={Link} to={address}>
          {tx(`inbox.open.${item.object.type}`, "inbox.open.task")}
        </Button>
      )}
      <GroupMessages group={group} open={item.id} />
      <section className={classes.why} aria-labelledby="inbox-why">
        <h3 id="inbox-why">
          <IconHelpCircle size={18} stroke={1.6} aria-hidden /> {t("inbox.why")}
        </h3>
        <dl>
          <dt>{t("inbox.why.role")}</dt>
          <dd>{roleText(item)}</dd>
          <dt>{t("inbox.why.rule")}</dt>
          <dd>{ruleText(item)}</dd>
          <dt>{t("inbox.why.channel")}</dt>
          <dd>{t("inbox.why.inApp", { time: formatInstant(item.at) })}</dd>
          {item.mailed !== undefined && <dd>{t("inbox.why.byMail", { time: formatInstant(item.mailed) })}</dd>}
          <dt>{t("inbox.why.stop")}</dt>
          <dd>{stopText(item)}</dd>
        </dl>
      </section>
    </article>
  );
}
