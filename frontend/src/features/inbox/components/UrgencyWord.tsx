import type { InboxItem } from "@/shared/api/types";
import { urgencyOf } from "../message";
import classes from "./Inbox.module.css";

/** UrgencyWord is the urgency of a message's work, before its title, when it is more than ordinary. */
export function UrgencyWord({ item }: { item: InboxItem }) {
  const word = urgencyOf(item);
  return word === undefined ? null : (
    <>
      <span className={classes.urgency}>{word}</span>{" "}
    </>
  );
}
