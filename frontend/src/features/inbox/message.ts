import type { InboxItem, Me } from "@/shared/api/types";
import { formatDay, formatMonth } from "@/shared/format/date";
import { doer } from "@/shared/format/doer";
import { type Params, t, tx } from "@/shared/i18n";
import { type Group, kindsIn } from "./groups";

/** messageTitle is the first words of a message: who did what, or what is due. */
export function messageTitle(item: InboxItem): string {
  return tx(`inbox.${item.kind}${variantOf(item)}.title`, "inbox.unknown.title", paramsOf(item));
}

/** variantOf picks other words where the kind alone says too little: a decision with a major content error, a refusal. */
function variantOf({ kind, params }: InboxItem): string {
  if (["task.extension_answered", "task.cause_answered"].includes(kind) && params.answer === "refused")
    return ".refused";
  const major = params.major === "true" || params.verdict === "major_error";
  return major && ["task.approved", "task.returned"].includes(kind) ? ".major" : "";
}

/** messageText says what it is about. */
export function messageText(item: InboxItem): string {
  return tx(`inbox.${item.kind}${heldOf(item)}.text`, "inbox.unknown.text", paramsOf(item));
}

/** heldOf picks other words for whoever does not hold the late work: they name who does, and since when. */
function heldOf({ kind, params }: InboxItem): string {
  if (!["reminder.overdue", "reminder.part_overdue"].includes(kind) || params.holder === undefined) return "";
  return params.since === undefined ? ".held" : ".heldSince";
}

/** urgencyOf is the word of work that is more than ordinarily urgent; undefined for the rest. */
export function urgencyOf({ params }: Pick<InboxItem, "params">): string | undefined {
  const { urgency } = params;
  return urgency === undefined || urgency === "thuong" ? undefined : tx(`urgency.${urgency}`, "urgency.khan");
}

/** batchTitle says how many reminders of one morning wait, or what somebody did with many tasks; batchText of which kinds they are. */
export function batchTitle(group: Group): string {
  if (!group.newest.kind.startsWith("reminder.")) {
    return t("inbox.batch.together", { by: group.newest.by?.name ?? "", n: group.items.length });
  }
  return t("inbox.batch.title", { n: group.items.length });
}

/** batchText counts the reminders of a group by kind. */
export function batchText(group: Group): string {
  return kindsIn(group)
    .map(({ kind, n }) => tx(`inbox.batch.${kind}`, "inbox.batch.other", { n }))
    .join(", ");
}

/** messageDetail is the text without the title, for where the title stands as the heading. */
export function messageDetail(item: InboxItem): string {
  const text = messageText(item)
    .replace(item.object.title ?? "", "")
    .replace(/^[\s,.]+/, "");
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}

/** ruleText says by which rule the message came. */
export function ruleText(item: InboxItem): string {
  return tx(`rule.${item.rule}`, "rule.unknown", paramsOf(item));
}

/** stopText says when messages of this rule end. */
export function stopText(item: InboxItem): string {
  return tx(`rule.${item.rule}.stop`, "rule.unknown.stop", paramsOf(item));
}

/** instead is in whose place the one who acted did it; of a message that came to me in somebody's place, nobody's. */
function instead(item: InboxItem): string | undefined {
  return item.why === "substitute" ? undefined : item.for;
}

/** roleText says as what I got it: lead, approver, … */
export function roleText(item: InboxItem): string {
  if (item.why === "substitute" && item.for !== undefined) return t("inbox.why.substituteFor", { name: item.for });
  return tx(`inbox.why.${item.why}`, "inbox.why.unknown");
}

/** addressOf is the page on which I see the thing a message speaks of; undefined when it has none. */
export function addressOf(
  { object, why }: Pick<InboxItem, "object" | "why">,
  me: Pick<Me, "reach" | "unit">,
): string | undefined {
  const [person = "", when = ""] = object.id.split("|");
  switch (object.type) {
    case "task":
      return `/tasks/${object.id}`;
    case "report":
      return `/follow?unit=${person}&month=${when}`;
    case "document":
      return `/incoming?line=${object.id}`;
    case "recurring":
      return "/tasks/recurring";
    case "registration":
      return `/workplace/registrations/${object.id}`;
    case "absence":
      return "/workplace";
    case "person":
      return `/people/${object.id}`;
    case "rights":
    case "substitute":
      return "/account";
    case "check":
      return "/workplace/checks";
    case "rating":
    case "sheet":
      return `/evaluation?period=${when}`;
    case "diary":
      return why === "author" ? `/diary/${when}` : `/diary/people/${person}/${when}`;
    // Of a month everybody sees the own score, and who is asked for points the table of those to score.
    case "period":
      return why === "author"
        ? `/evaluation?period=${object.id}`
        : `/evaluation/units/${me.reach.scores[0] ?? me.unit.id}?period=${object.id}`;
    case "petition":
      return "/evaluation/petitions";
    case "scheme":
      return "/evaluation/settings";
    default:
      return undefined; // a session has no page; nor a kind of this server that this page does not know yet
  }
}

/** codeOf is what the message's thing is called: the code of a task, the month of a score; undefined when it has none. */
export function codeOf({ object }: InboxItem): string | undefined {
  return object.code === undefined ? undefined : written(object.code);
}

const monthShape = /^\d{4}-\d{2}$/;
const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** written writes days and months as they are written here, anything else as it is. */
function written(value: string): string {
  if (dayShape.test(value)) return formatDay(value);
  return monthShape.test(value) ? t("inbox.month", { month: formatMonth(value) }) : value;
}

/** paramsOf gives the message its values. */
function paramsOf(item: InboxItem): Params {
  const own = Object.entries(item.params).map(([name, value]) => [name, written(value)]);
  return {
    by: item.by === undefined ? t("inbox.system") : doer({ by: item.by, for: instead(item) }),
    code: codeOf(item),
    title: item.object.title,
    ...Object.fromEntries(own),
  };
}
