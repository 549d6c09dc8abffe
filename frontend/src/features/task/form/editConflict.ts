import { formatDay } from "@/shared/format/date";
import { formatQuantity } from "@/shared/format/number";
import { type MessageKey, t } from "@/shared/i18n";
import type { Choices, ConflictField } from "@/shared/ui/ConflictDialog";
import type { Helper, TaskForm } from "../model/newTask";

/** A part of the form that is chosen as one: the names of its fields, and its content as a reader understands it. */
interface Part {
  key: string;
  label: MessageKey;
  fields: (keyof TaskForm)[];
  text: (form: TaskForm) => string;
}

const parts: Part[] = [
  { key: "document", label: "task.document", fields: ["document"], text: (form) => form.document?.number ?? "" },
  { key: "title", label: "task.title", fields: ["title"], text: (form) => form.title },
  { key: "description", label: "task.description", fields: ["description"], text: (form) => form.description },
  {
    key: "lead",
    label: "task.lead",
    fields: ["lead"],
    text: ({ lead }) => lead?.person?.name ?? lead?.unit.name ?? "",
  },
  {
    key: "coordinators",
    label: "task.coordinators",
    fields: ["coordinators"],
    text: (form) => form.coordinators.map(helperText).join("; "),
  },
  {
    key: "informed",
    label: "task.informed",
    fields: ["informed"],
    text: ({ informed = [] }) => informed.map(({ person }) => person?.name ?? "").join("; "),
  },
  {
    key: "product",
    label: "task.product",
    fields: ["productKind", "product", "productText", "points", "quantity"],
    text: productText,
  },
  { key: "due", label: "task.due", fields: ["dueKind", "days", "start", "date"], text: dueText },
  { key: "urgency", label: "task.urgency", fields: ["urgency"], text: (form) => t(`urgency.${form.urgency}`) },
];

/** formConflict puts my form beside the stored one; base is what I began with. Parts that nobody changed are left out. */
export function formConflict(mine: TaskForm, theirs: TaskForm, base: TaskForm): ConflictField[] {
  return parts
    .map(({ key, label, text }) => ({
      key,
      label: t(label),
      mine: text(mine),
      theirs: text(theirs),
      base: text(base),
    }))
    .filter(({ mine, theirs, base }) => mine !== theirs || mine !== base);
}

/** mergedForm takes each part from the side chosen; parts that are not among the choices are the same on both. */
export function mergedForm(mine: TaskForm, theirs: TaskForm, choices: Choices): TaskForm {
  const taken = parts.filter(({ key }) => choices[key] === "theirs").flatMap(({ fields }) => fields);
  return { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) };
}

function helperText({ unit, person, share, due }: Helper): string {
  const name = person?.name ?? unit.name;
  const more = [share ? `${share}%` : "", due ? formatDay(due) : ""].filter(Boolean);
  return [name, ...more].join(" ");
}

function productText(form: TaskForm): string {
  const name = form.productKind === "catalogue" ? (form.product?.name ?? "") : form.productText;
  const points = form.productKind === "text" && form.points !== undefined ? [formatQuantity(form.points)] : [];
  return [name, ...points, `× ${formatQuantity(form.quantity ?? 0)}`].join(", ");
}

function dueText(form: TaskForm): string {
  const kind = t(`task.due.${form.dueKind}`);
  if (form.dueKind === "none") return kind;
  if (form.dueKind === "date") return form.date === undefined ? kind : `${kind} ${formatDay(form.date)}`;
  const start = form.start === undefined ? "" : ` ${t("task.due.from")} ${formatDay(form.start)}`;
  return `${form.days ?? ""} ${kind}${start}`;
}
