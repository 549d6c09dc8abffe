import { Link } from "react-router";
import { useMe } from "@/shared/api/session";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { type Group, isBatch } from "../groups";
import { addressOf, codeOf, messageDetail, messageTitle } from "../message";
import classes from "./Inbox.module.css";
import { UrgencyWord } from "./UrgencyWord";

/**
 * GroupMessages is what else is in a group: of a morning's reminders each task with the way to it, of one thing the other
 * messages about it.
 */
export function GroupMessages({ group, open }: { group: Group; open: string }) {
  const me = useMe();
  const batch = isBatch(group);
  const items = batch ? group.items : group.items.filter((item) => item.id !== open);
  if (items.length === 0) return null;
  return (
    <section className={classes.group} aria-labelledby="inbox-group">
      <h3 id="inbox-group">{t(batch ? "inbox.batch.list" : "inbox.group.list")}</h3>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            {batch ? (
              <Link to={addressOf(item, me) ?? `/inbox/${item.id}`}>
                <UrgencyWord item={item} />
                {item.object.title ?? messageTitle(item)}
              </Link>
            ) : (
              <Link to={`/inbox/${item.id}`}>{messageTitle(item)}</Link>
            )}
            <span className={classes.groupText}>
              {[
                batch ? messageTitle(item) : undefined,
                messageDetail(item),
                batch ? codeOf(item) : formatInstant(item.at),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
