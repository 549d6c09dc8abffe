import type { Me, NewTask, QuickDay, QuickLine, QuickName, QuickPart, QuickParty } from "@/shared/api/types";
import { formatDay, formatDayLong } from "@/shared/format/date";
import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { type MessageKey, t } from "@/shared/i18n";
import { convertedOf } from "../model/newTask";

/** What was chosen among several that a name can mean, by keyOf; the value is an id, of a product the code. */
export type Picks = Readonly<Record<string, string>>;

/** One thing that may have been meant: choosing it remembers the id, or puts another text in the place of the part. */
export interface Option {
  label: string;
  second?: string;
  id?: string;
  text?: string;
}

/**
 * A chip says how one part of a line is understood. `ok`: as it will be stored; `missing`: nothing was said of it; `choice`: to
 * be chosen; `fault`: cannot be; `kept`: the product has no place for it yet, so that it goes into the description.
 */
export interface Chip {
  key: string;
  kind: QuickPart["kind"];
  state: "ok" | "missing" | "choice" | "fault" | "kept";
  text: string;
  why?: string;
  options: Option[];
  /** Where the part stands in the line; nothing for what was not said. */
  part?: number;
}

/**
 * What becomes of a line: given at once, proposed to the head, kept as a draft because something is missing, or given again and
 * again by rule.
 */
export type Mode = "assign" | "propose" | "draft" | "repeat";

/** A line as it will be sent. */
export interface Reading {
  title: string;
  depth: number;
  chips: Chip[];
  notes: string[];
  mode: Mode;
  task: NewTask;
  /** When the work comes again, in words; of mode `repeat` alone. */
  words?: string;
  /** Something of the line is neither understood nor chosen: nothing can be sent. */
  open: boolean;
}

const keyOf = (kind: string, typed: string) => `${kind}:${typed}`;
const idOf = ({ unit, person }: QuickParty) => person?.id ?? unit.id;
const nameOf = ({ unit, person }: QuickParty) => person?.name ?? unit.name;
const secondOf = ({ unit, person }: QuickParty) =>
  person === undefined ? undefined : [person.title, unit.shortName].filter(Boolean).join(" · ");

/** chosen returns the only one of what was found, or the one that was picked. */
function chosen<T>(found: readonly T[], id: (one: T) => string, pick: string | undefined): T | undefined {
  return found.length === 1 ? found[0] : found.find((one) => id(one) === pick);
}

/**
 * readLine returns what becomes of a line for me, with what was picked so far. Only a line that stands alone makes work that
 * comes again.
 */
export function readLine(
  line: QuickLine,
  me: Pick<Me, "id" | "can" | "unit" | "name">,
  picks: Picks,
  alone = true,
): Reading {
  const chips: Chip[] = [];
  const kept: string[] = [];
  const notes: string[] = [];
  const repeats: number[] = [];
  const task: NewTask = { title: line.title, quantity: 1, urgency: "thuong", assign: false, coordinators: [] };
  let lead: QuickParty | undefined;
  let product: string | undefined;
  line.parts.forEach((part, at) => {
    const say = (chip: Partial<Chip> & Pick<Chip, "text">) =>
      chips.push({ key: `${at}.${chips.length}`, kind: part.kind, state: "ok", options: [], part: at, ...chip });
    if (part.why !== undefined && part.names === undefined) {
      say({ text: part.text, state: "fault", why: part.why, options: part.offers ?? [] });
      return;
    }
    switch (part.kind) {
      case "lead":
      case "coordinators":
      case "watchers":
        for (const name of part.names ?? []) {
          const one = chosen(name.found, idOf, picks[keyOf(part.kind, name.typed)]);
          say(partyChip(part, name, one));
          if (one === undefined) continue;
          if (part.kind === "lead") lead = one;
          else if (part.kind === "watchers") {
            if (one.person !== undefined)
              task.informed = [...(task.informed ?? []), { person: one.person.id, follows: true }];
          } else task.coordinators?.push({ unit: one.unit.id, person: one.person?.id });
        }
        return;
      case "document": {
        const found = part.documents ?? [];
        const one = chosen(found, ({ id }) => id, picks[keyOf("document", part.text)]);
        task.documentId = one?.id;
        const options = found.map(({ id, number, date, abstract }) => ({
          id,
          label: `${number}, ${formatDayLong(date)}`,
          second: abstract,
        }));
        if (one === undefined) say({ text: part.text, state: "choice", options });
        else say({ text: `${one.number}: ${one.abstract}`, options: found.length > 1 ? options : [] });
        return;
      }
      case "product": {
        const found = part.products ?? [];
        const one = chosen(found, ({ code }) => code, picks[keyOf("product", part.text)]);
        product = one?.code;
        const options = found.map(({ code, name, k }) => ({
          id: code,
          label: `${code} ${name}`,
          second: t("task.quick.k", { k: formatQuantity(k) }),
        }));
        if (one === undefined) say({ text: part.text, state: "choice", options });
        else {
          const n = line.parts.find(({ kind, why }) => kind === "quantity" && why === undefined)?.quantity ?? 1;
          const converted = convertedOf(n, one.k) ?? 0;
          const text = `${one.code} ${one.name} × ${formatQuantity(n)} = ${formatDecimal(converted)}`;
          say({ text, options: found.length > 1 ? options : [] });
        }
        return;
      }
      case "quantity":
        task.quantity = part.quantity;
        if (!line.parts.some(({ kind }) => kind === "product")) {
          say({ text: t("task.quick.quantity", { n: formatQuantity(part.quantity ?? 1) }) });
        }
        return;
      case "urgency":
        task.urgency = part.urgency ?? "thuong";
        say({ text: t(`urgency.${part.urgency ?? "thuong"}`) });
        return;
      case "due":
        task.due = part.due;
        say({ text: part.dueOn === undefined ? t("timeliness.none") : formatDayLong(part.dueOn), why: part.explain });
        if (part.hour === undefined) return;
        kept.push(part.text);
        say({ text: part.hour, state: "kept", why: t("task.quick.hour") });
        return;
      case "repeat":
        repeats.push(at);
        if (part.next !== undefined) notes.push(t("task.quick.next", { days: part.next.map(dayOf).join("; ") }));
        say({ text: part.say ?? part.text });
        return;
      default:
        kept.push(part.text);
        say({ text: part.say ?? part.text, state: "kept", why: t(`task.quick.kept.${part.kind}`) });
    }
  });

  const said = (kind: Chip["kind"]) => line.parts.some((part) => part.kind === kind);
  const miss = (kind: Chip["kind"], text: string) =>
    chips.push({ key: `no.${kind}`, kind, state: "missing", text, options: [] });
  if (!said("lead")) {
    if (me.can.assign) miss("lead", t("task.quick.no.lead"));
    else {
      lead = { unit: me.unit, person: { id: me.id, name: me.name } };
      chips.unshift({ key: "self", kind: "lead", state: "ok", text: t("task.quick.self"), options: [] });
    }
  }
  if (!said("product")) miss("product", t("task.quick.no.product"));

  const once = lead === undefined || product === undefined ? "draft" : lead.person?.id === me.id ? "propose" : "assign";
  const words = alone && once === "assign" && repeats.length === 1 ? line.parts[repeats[0] ?? -1]?.say : undefined;
  const mode = words === undefined ? once : "repeat";
  if (!said("due")) miss("due", t(mode === "repeat" ? "task.quick.sameDay" : "timeliness.none"));
  if (mode !== "repeat") {
    for (const at of repeats) kept.push(line.parts[at]?.text ?? "");
    for (const chip of chips.filter(({ kind, state }) => kind === "repeat" && state === "ok")) {
      Object.assign(chip, { state: "kept", why: t("task.quick.kept.repeat") });
    }
  }
  task.assign = mode === "assign";
  if (product !== undefined) task.product = { code: product };
  // A draft that names its author as the lead would be a proposal, which must be whole.
  if (lead !== undefined && !(mode === "draft" && lead.person?.id === me.id)) {
    task.lead = { unit: lead.unit.id, person: lead.person?.id };
  }
  if (kept.length > 0) task.description = `${t("task.quick.description")} ${kept.join("; ")}`;
  const short = [...line.title].length < 5;
  return {
    title: line.title,
    depth: line.depth,
    chips,
    notes: [
      ...line.notes,
      ...notes,
      ...line.parts.flatMap(({ warnings }) => warnings ?? []),
      ...(short ? [t("task.quick.short")] : []),
    ],
    mode,
    task,
    words,
    open: short || chips.some(({ state }) => state === "fault" || state === "choice"),
  };
}

/** dayOf writes a day on which repeating work comes; one that moved off a day off says from where and why. */
export function dayOf({ date, named, why }: QuickDay): string {
  const day = formatDayLong(date);
  return named === undefined ? day : t("task.quick.moved", { day, named: formatDay(named), why: why ?? "" });
}

// Under which heading somebody stands whom a part of a line names.
const roles: Partial<Record<QuickPart["kind"], MessageKey>> = { lead: "task.lead", watchers: "task.watch" };

/** partyChip says whom a name means, or asks. */
function partyChip(part: QuickPart, name: QuickName, one: QuickParty | undefined): Partial<Chip> & Pick<Chip, "text"> {
  const role = t(roles[part.kind] ?? "task.coordinators");
  const options = name.found.map((who) => ({ id: idOf(who), label: nameOf(who), second: secondOf(who) }));
  if (name.found.length === 0) return { text: `${role}: ${name.typed}`, state: "fault", why: part.why };
  if (one === undefined) {
    const why = name.more ? t("task.quick.more") : undefined;
    return { text: `${role}: ${name.typed}`, state: "choice", why, options };
  }
  const unit = one.person === undefined ? undefined : one.unit.shortName;
  return {
    text: `${role}: ${[nameOf(one), unit].filter(Boolean).join(", ")}`,
    options: options.length > 1 ? options : [],
  };
}

/** picked returns the picks after an option of a chip was chosen. */
export function picked(line: QuickLine, chip: Chip, option: Option, picks: Picks): Picks {
  const part = line.parts[chip.part ?? -1];
  if (part === undefined || option.id === undefined) return picks;
  if (part.names === undefined) return { ...picks, [keyOf(part.kind, part.text)]: option.id };
  const name = part.names.find(({ found }) => found.some((who) => idOf(who) === option.id) && isOf(chip, found));
  return name === undefined ? picks : { ...picks, [keyOf(part.kind, name.typed)]: option.id };
}

// A part may have several names: the chip is of the one that offers the same.
function isOf(chip: Chip, found: readonly QuickParty[]): boolean {
  return found.length === chip.options.length && found.every((who, i) => idOf(who) === chip.options[i]?.id);
}

const textOf = ({ pieces }: QuickLine) => pieces.map(({ text }) => text).join("");

/**
 * replaced returns the text with another one in the place of a part. Rows of a table are written as sentences then, for what was
 * pasted has no such place.
 */
export function replaced(text: string, lines: readonly QuickLine[], at: number, part: number, by: string): string {
  const line = lines[at];
  if (line === undefined) return text;
  const next = line.pieces.map((piece) => (piece.part === part ? by : piece.text)).join("");
  const old = textOf(line);
  const before = lines.slice(0, at).filter((one) => textOf(one) === old).length;
  let from = text.indexOf(old);
  for (let n = 0; n < before && from >= 0; n++) from = text.indexOf(old, from + old.length);
  if (from >= 0) return text.slice(0, from) + next + text.slice(from + old.length);
  return lines.map((one, i) => "  ".repeat(one.depth) + (i === at ? next : textOf(one))).join("\n");
}
