import type { DirectoryEntry, Me, Unit } from "@/shared/api/types";
import { unitsUnder } from "@/shared/api/units";
import { fold } from "@/shared/format/name";
import { formatDecimal } from "@/shared/format/number";
import { distinctNames, parentNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";
import type { LeadChoice, Party } from "../model/newTask";
import type { Choice } from "./PickField";

/** partyKey names a party in a list of choices: a person, or a unit as a whole. */
export function partyKey(party: Party): string {
  return party.person === undefined ? `unit.${party.unit.id}` : `person.${party.person.id}`;
}

/** partyName returns the name to show. */
export function partyName(party: Party): string {
  return party.person?.name ?? party.unit.name;
}

/** What tells units apart whose names are the same. */
export interface UnitWords {
  /** Each unit's name, with the unit above where another has the same one. */
  distinct: Map<string, string>;
  /** The unit above each unit. */
  parents: Map<string, string>;
}

/** unitWords reads them out of the whole tree. */
export function unitWords(tree: readonly Unit[]): UnitWords {
  return { distinct: distinctNames(tree), parents: parentNames(tree) };
}

/** partySecond returns the line below the name of a party: a person's post and unit, the unit above a unit. */
export function partySecond({ person, unit }: Party, words: UnitWords): string | undefined {
  if (person === undefined) return words.parents.get(unit.id);
  return [person.title, words.distinct.get(unit.id) ?? unit.name].filter(Boolean).join(" · ");
}

/** partyChoice shows a party as one choice. */
export function partyChoice(party: Party, words: UnitWords, end?: string): Choice {
  return { value: partyKey(party), label: partyName(party), second: partySecond(party, words), end };
}

/** partyOf returns the party that a person of the directory is, with the load held already. */
export function partyOf(entry: DirectoryEntry): LeadChoice {
  const { id, name, title, unit, open, load } = entry;
  return { unit, person: { id, name, title }, open, load };
}

/** unitParty returns the party that a unit as a whole is. */
export function unitParty({ id, name, shortName }: Unit): Party {
  return { unit: { id, name, shortName } };
}

/** loadText says how much open work somebody leads: "Đang giữ 4 nhiệm vụ, 42,00 quy đổi". Nothing when not told. */
export function loadText({ open, load }: Pick<LeadChoice, "open" | "load">): string | undefined {
  if (open === undefined) return undefined;
  return load === undefined
    ? t("task.load.open", { n: open })
    : t("task.load.both", { n: open, load: formatDecimal(load) });
}

/**
 * nearestFirst puts those first whom somebody means who types a name: whose given name it is, and of them and of the others
 * the own unit first; else the order of the server stays.
 */
export function nearestFirst<P extends Pick<DirectoryEntry, "name" | "unit">>(
  people: readonly P[],
  words: string,
  ownUnit: string,
): P[] {
  const wanted = fold(words).trim();
  const rank = ({ name, unit }: P) => {
    const given = fold(name).trim().split(/\s+/).at(-1) ?? "";
    const meant = wanted !== "" && (given.startsWith(wanted) || fold(name) === wanted);
    return (meant ? 0 : 2) + (unit.id === ownUnit ? 0 : 1);
  };
  return people.toSorted((a, b) => rank(a) - rank(b));
}

/** unitsMatching keeps the units in whose name, short name or code all the words occur, without diacritics too. */
export function unitsMatching(units: readonly Unit[], words: string): Unit[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return units.filter((unit) => {
    const text = fold(`${unit.name} ${unit.shortName} ${unit.code}`);
    return wanted.every((word) => text.includes(word));
  });
}

/**
 * unitsInCharge returns the units to which a head or deputy may give work as a whole: those they lead or have charge of
 * and all below. The units of one's own posts are left out: their head is oneself, or stands above.
 */
export function unitsInCharge(units: Unit[], me: Pick<Me, "id" | "appointments" | "reach">): Unit[] {
  const own = new Set(me.appointments.map(({ unit }) => unit.id));
  return unitsUnder(units, me.reach.leads).filter(({ id, head }) => !own.has(id) && head?.id !== me.id);
}
