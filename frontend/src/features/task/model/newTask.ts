import type {
  DirectoryEntry,
  DueKind,
  DueRule,
  Me,
  NewTask,
  PersonRef,
  Product,
  SourceDocument,
  Task,
  TaskPartInput,
  UnitRef,
  Urgency,
} from "@/shared/api/types";
import { parseDay } from "@/shared/format/dayInput";

/** Who leads or takes part: a person with the person's unit, or a unit as a whole. */
export interface Party {
  unit: UnitRef;
  person?: Pick<PersonRef, "id" | "name" | "title">;
}

/** Who helps: with which share in percent, and until when where that is before the work is due. */
export interface Helper extends Party {
  share?: number;
  /** A day "YYYY-MM-DD", or what was typed that is none yet. */
  due?: string;
}

/** Who sees work for information, and follows it from when it is given. */
export interface Reader extends Party {
  follows?: boolean;
}

/** Whom work is given to, and how much open work they hold already. */
export type LeadChoice = Party & Pick<DirectoryEntry, "open" | "load">;

/** What the form needs to know of a catalogue product; K = points ÷ divisor. */
export type ProductChoice = Pick<Product, "code" | "name" | "unit" | "k"> & { normDays?: number };

/** Kinds of deadline the form offers, as offered. */
export const dueKinds = ["working", "calendar", "date", "none"] as const satisfies readonly DueKind[];

/** Grades of urgency, the least urgent first. */
export const urgencies: readonly Urgency[] = ["thuong", "khan", "thuong_khan", "hoa_toc"];

/** What was typed into the form of a task, complete or not; it is kept on this machine until it is sent. */
export interface TaskForm {
  document?: Pick<SourceDocument, "id" | "number" | "date" | "issuer" | "abstract">;
  title: string;
  description: string;
  lead?: LeadChoice;
  /** Of a part of other work: who else gets one of the same content. */
  others?: Party[];
  coordinators: Helper[];
  /** Who sees it for information; an older draft of this machine has none. */
  informed?: Reader[];
  productKind: "catalogue" | "text";
  product?: ProductChoice;
  productText: string;
  /** Points of one piece of a product in free words, steps of half a point. */
  points?: number;
  /** Pieces, three decimals at most. */
  quantity?: number;
  dueKind: (typeof dueKinds)[number];
  /** Days of the term, for working and calendar days. */
  days?: number;
  /** Day the term runs from; without it the day the task is given. */
  start?: string;
  /** What stands in that field, while it is typed or when it is no day. */
  startText?: string;
  /** For "until". */
  date?: string;
  /** As startText. */
  dateText?: string;
  urgency: Urgency;
}

/** emptyForm is the form before anything is typed; officers propose only work of their own. */
export function emptyForm(me: Me): TaskForm {
  return {
    title: "",
    description: "",
    lead: me.can.assign ? undefined : { unit: me.unit, person: { id: me.id, name: me.name } },
    coordinators: [],
    productKind: "catalogue",
    productText: "",
    quantity: 1,
    dueKind: "working",
    days: 5,
    urgency: "thuong",
  };
}

/** formOf returns the form of a task that was not given yet, to change it. */
export function formOf(task: Task): TaskForm {
  const { rule } = task.due;
  // A draft may have no lead and no product yet.
  const catalogued = task.product.code !== undefined || task.product.name === "";
  return {
    document: task.documentInfo,
    title: task.title,
    description: task.description,
    lead: task.lead.unit.id === "" ? undefined : task.lead,
    coordinators: task.coordinators.map(helperOf),
    informed: task.informed.map(readerOf),
    productKind: catalogued ? "catalogue" : "text",
    product:
      task.product.code !== undefined
        ? { code: task.product.code, name: task.product.name, unit: task.product.unit ?? "", k: task.product.k }
        : undefined,
    productText: catalogued ? "" : task.product.name,
    points: catalogued ? undefined : task.productInfo.points,
    quantity: task.quantity === 0 ? 1 : task.quantity,
    dueKind: rule.kind === "month" ? "date" : rule.kind,
    days: rule.n,
    start: rule.start,
    date: rule.kind === "month" ? task.dueOn : rule.date,
    urgency: task.urgency,
  };
}

/** dueRuleOf returns the rule of the deadline, or nothing while it is incomplete. */
export function dueRuleOf(form: TaskForm): DueRule | undefined {
  switch (form.dueKind) {
    case "none":
      return { kind: "none" };
    case "date":
      return form.date === undefined ? undefined : { kind: "date", date: form.date };
    default:
      // A start that cannot be read must not become the day the task is given.
      if (form.start === undefined && (form.startText ?? "").trim() !== "") return undefined;
      return form.days === undefined ? undefined : { kind: form.dueKind, n: form.days, start: form.start };
  }
}

/** coefficientOf returns K of what is expected; divisor turns points of free text into K. Nothing while it is unknown. */
export function coefficientOf(form: TaskForm, divisor: number | undefined): number | undefined {
  if (form.productKind === "catalogue") return form.product?.k;
  return form.points === undefined || divisor === undefined ? undefined : form.points / divisor;
}

/** convertedOf returns quantity × K (sản phẩm đã quy đổi), rounded to thousandths as the server does. */
export function convertedOf(quantity: number | undefined, k: number | undefined): number | undefined {
  if (quantity === undefined || k === undefined) return undefined;
  return Math.round((Math.round(quantity * 1000) * Math.round(k * 1000)) / 1000) / 1000;
}

/** divisorIn reads how many points make one standard product out of any entry of the catalogue. */
export function divisorIn(products: readonly Product[]): number | undefined {
  const product = products.find((one) => one.k > 0);
  return product === undefined ? undefined : product.points / product.k;
}

/** newTaskOf returns what to send; of a draft what is there so far. Call it only when missingIn finds nothing. */
export function newTaskOf(form: TaskForm, assign: boolean): NewTask {
  const { lead } = form;
  const due = dueRuleOf(form);
  return {
    title: form.title.trim(),
    description: form.description.trim() === "" ? undefined : form.description.trim(),
    documentId: form.document?.id,
    lead: lead === undefined ? undefined : { unit: lead.unit.id, person: lead.person?.id },
    coordinators: coordinatorsOf(form.coordinators),
    informed: informedOf(form.informed),
    product: productOf(form),
    quantity: form.quantity,
    due,
    urgency: form.urgency,
    assign,
  };
}

/** helperOf returns who helps with a task as the form keeps it. */
export function helperOf({ unit, person, share, dueOn }: Task["coordinators"][number]): Helper {
  return { unit, person, share, due: dueOn };
}

/** coordinatorsOf is what is sent of who helps; a share of nothing and a deadline that is none are left out. */
export function coordinatorsOf(helpers: readonly Helper[]): TaskPartInput[] {
  return helpers.map(({ unit, person, share, due }) => ({
    unit: person === undefined ? unit.id : undefined,
    person: person?.id,
    share: share === 0 ? undefined : share,
    due: due === undefined || due.trim() === "" ? undefined : (parseDay(due) ?? due),
  }));
}

/** readerOf returns who sees a task for information as the form keeps it. */
export function readerOf({ person, follows }: Task["informed"][number]): Reader {
  return { unit: { id: "", name: person.unit ?? "", shortName: person.unit ?? "" }, person, follows };
}

/** informedOf is what is sent of who sees work for information, nothing where nobody does. */
export function informedOf(readers: readonly Reader[] = []): NewTask["informed"] {
  if (readers.length === 0) return undefined;
  return readers.flatMap(({ person, follows }) => (person === undefined ? [] : [{ person: person.id, follows }]));
}

/** othersOf names who else gets a part of the same content, nothing where nobody does. */
export function othersOf({ others = [] }: TaskForm): { others?: NonNullable<NewTask["lead"]>[] } {
  return others.length === 0
    ? {}
    : { others: others.map(({ unit, person }) => ({ unit: unit.id, person: person?.id })) };
}

function productOf({ productKind, product, productText, points }: TaskForm): NewTask["product"] {
  if (productKind === "catalogue") return product === undefined ? undefined : { code: product.code };
  return productText.trim() === "" ? undefined : { text: productText.trim(), points: points ?? 0 };
}

/** A part of the form that can be wrong. */
export type FormField =
  | "document"
  | "title"
  | "description"
  | "lead"
  | "others"
  | "coordinators"
  | "informed"
  | "product"
  | "points"
  | "quantity"
  | "due"
  | "urgency";

/** A part without which nothing can be sent. */
export type RequiredField = Extract<FormField, "title" | "lead" | "product" | "points" | "quantity" | "due">;

/** missingIn lists the required parts that are not there yet, of a draft its title alone; the rest the server checks. */
export function missingIn(form: TaskForm, draft = false): RequiredField[] {
  const missing: RequiredField[] = [];
  if ([...form.title.trim()].length < 5) missing.push("title");
  if (draft) return missing;
  if (form.lead === undefined) missing.push("lead");
  if (form.productKind === "catalogue" ? form.product === undefined : form.productText.trim() === "") {
    missing.push("product");
  }
  if (form.productKind === "text" && form.points === undefined) missing.push("points");
  if (form.quantity === undefined) missing.push("quantity");
  if (dueRuleOf(form) === undefined) missing.push("due");
  return missing;
}

// What of the form each field speaks of.
const parts: Record<FormField, (form: TaskForm) => unknown> = {
  document: ({ document }) => document?.id,
  title: ({ title }) => title,
  description: ({ description }) => description,
  lead: ({ lead }) => [lead?.unit.id, lead?.person?.id],
  others: ({ others = [] }) => others.map(({ unit, person }) => [unit.id, person?.id]),
  coordinators: ({ coordinators }) => coordinatorsOf(coordinators),
  informed: ({ informed }) => informedOf(informed),
  product: ({ productKind, product, productText }) => [productKind, product?.code, productText],
  points: ({ points }) => points,
  quantity: ({ quantity }) => quantity,
  due: dueRuleOf,
  urgency: ({ urgency }) => urgency,
};

/** standingFaults keeps the faults of fields that are still as they were when sent was refused. */
export function standingFaults(
  faults: Partial<Record<FormField, string>>,
  form: TaskForm,
  sent: TaskForm | undefined,
): Partial<Record<FormField, string>> {
  const same = (part: (of: TaskForm) => unknown) =>
    sent !== undefined && JSON.stringify(part(form)) === JSON.stringify(part(sent));
  return Object.fromEntries(Object.entries(faults).filter(([field]) => same(parts[field as FormField])));
}

/** fieldAt returns the part of the form that a path of the server's problem document speaks of. */
export function fieldAt(path: string): FormField | undefined {
  const [first = "", second] = path.replace(/^body\./, "").split(/[.[]/);
  if (first === "product") return second === "points" ? "points" : "product";
  // A preview names the parts of the rule from its own root.
  if (["due", "n", "start", "date"].includes(first)) return "due";
  if (first === "documentId") return "document";
  const same: readonly FormField[] = [
    "title",
    "description",
    "lead",
    "others",
    "coordinators",
    "informed",
    "quantity",
    "urgency",
  ];
  return same.find((field) => field === first);
}
