import type { Party } from "@/features/task/model/newTask";
import { formatDay } from "@/shared/format/date";
import { type MessageKey, t } from "@/shared/i18n";
import type { Choices, ConflictField } from "@/shared/ui/ConflictDialog";
import { dayOfText } from "@/shared/ui/DayInput";
import type { IncomingDocument, IncomingEntry, IncomingMessage } from "../api";

/** A line of the register as it is typed. */
export interface EntryForm {
  arrivedOn: string;
  number: string;
  date: string;
  issuer: string;
  type: string;
  abstract: string;
  urgency: IncomingDocument["urgency"];
  secrecy: string;
  receivers: Party[];
  handedOn: string;
  signedBy: string;
  note: string;
  toAnswer: boolean;
  answer: string;
}

/** emptyEntry is the form of a document that arrived today. */
export function emptyEntry(today: string): EntryForm {
  return {
    arrivedOn: today,
    number: "",
    date: "",
    issuer: "",
    type: "",
    abstract: "",
    urgency: "thuong",
    secrecy: "",
    receivers: [],
    handedOn: "",
    signedBy: "",
    note: "",
    toAnswer: false,
    answer: "",
  };
}

/** entryOfMessage is the form of a document that came in a message; what the message leaves out is left to the clerk. */
export function entryOfMessage(message: IncomingMessage, today: string): EntryForm {
  const { number, date, issuer, type, abstract, urgency } = message;
  return { ...emptyEntry(today), number, date, issuer, type, abstract, urgency };
}

/** entryFormOf is the form of a line that stands in the register. */
export function entryFormOf(line: IncomingDocument): EntryForm {
  return {
    arrivedOn: line.arrivedOn,
    number: line.number,
    date: line.date,
    issuer: line.issuer,
    type: line.type ?? "",
    abstract: line.abstract,
    urgency: line.urgency,
    secrecy: "",
    receivers: line.receivers,
    handedOn: line.handedOn ?? "",
    signedBy: line.signedBy ?? "",
    note: line.note ?? "",
    toAnswer: line.toAnswer,
    answer: line.answer ?? "",
  };
}

/** entryOf is what is sent of a form; again: it is meant although one of the same number and issuer exists. */
export function entryOf(form: EntryForm, again: boolean): IncomingEntry {
  const some = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return {
    arrivedOn: dayOfText(form.arrivedOn),
    number: form.number.trim(),
    date: dayOfText(form.date),
    issuer: form.issuer.trim(),
    type: some(form.type),
    abstract: form.abstract.trim(),
    urgency: form.urgency,
    secrecy: some(form.secrecy),
    receivers: form.receivers.map(({ unit, person }) =>
      person === undefined ? { unit: unit.id } : { person: person.id },
    ),
    handedOn: some(dayOfText(form.handedOn)),
    signedBy: some(form.signedBy),
    note: some(form.note),
    toAnswer: form.toAnswer,
    answer: some(form.answer),
    again: again || undefined,
  };
}

/** missingOf lists what a line cannot do without. */
export function missingOf(form: EntryForm): (keyof EntryForm)[] {
  return (["arrivedOn", "number", "date", "issuer", "abstract"] as const).filter((field) => form[field].trim() === "");
}

// In the order of the form, each as a reader understands it.
const shown: [keyof EntryForm, MessageKey, (form: EntryForm) => string][] = [
  ["number", "incoming.field.number", ({ number }) => number],
  ["date", "incoming.field.date", ({ date }) => dayText(date)],
  ["arrivedOn", "incoming.field.arrivedOn", ({ arrivedOn }) => dayText(arrivedOn)],
  ["issuer", "incoming.field.issuer", ({ issuer }) => issuer],
  ["type", "incoming.field.type", ({ type }) => type],
  ["abstract", "incoming.field.abstract", ({ abstract }) => abstract],
  ["urgency", "incoming.field.urgency", ({ urgency }) => t(`urgency.${urgency}`)],
  [
    "receivers",
    "incoming.field.receivers",
    ({ receivers }) => receivers.map(({ unit, person }) => person?.name ?? unit.name).join("; "),
  ],
  ["handedOn", "incoming.field.handedOn", ({ handedOn }) => dayText(handedOn)],
  ["signedBy", "incoming.field.signedBy", ({ signedBy }) => signedBy],
  [
    "toAnswer",
    "incoming.field.toAnswer",
    ({ toAnswer }) => t(toAnswer ? "incoming.field.toAnswer.yes" : "incoming.field.toAnswer.no"),
  ],
  ["answer", "incoming.field.answer", ({ answer }) => answer],
  ["note", "incoming.field.note", ({ note }) => note],
];

const dayText = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(dayOfText(text)) ? formatDay(dayOfText(text)) : text);

/** entryConflict puts my line beside the stored one; base is what I began with. Fields that nobody changed are left out. */
export function entryConflict(mine: EntryForm, theirs: EntryForm, base: EntryForm): ConflictField[] {
  return shown
    .map(([key, label, text]) => ({
      key,
      label: t(label),
      mine: text(mine),
      theirs: text(theirs),
      base: text(base),
    }))
    .filter(({ mine, theirs, base }) => mine !== theirs || mine !== base);
}

/** mergedEntry takes each field from the side chosen; fields that are not among the choices are the same on both. */
export function mergedEntry(mine: EntryForm, theirs: EntryForm, choices: Choices): EntryForm {
  const taken = shown.map(([key]) => key).filter((key) => choices[key] === "theirs");
  return { ...mine, ...Object.fromEntries(taken.map((key) => [key, theirs[key]])) };
}
