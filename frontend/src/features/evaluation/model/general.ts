import type { UnitScores } from "@/shared/api/types";
import { add, compare } from "./decimal";

/** How a group of the general criteria is scored, and what it holds. */
export type GroupRule = UnitScores["groups"][number];

/** What is being given to one group; points is undefined until a number stands there. */
export interface GroupPoints {
  key: string;
  points?: number;
  remark: string;
}

/** The points of all groups while they are given, and the version they started from. */
export interface GeneralForm {
  version: number;
  groups: GroupPoints[];
  /** Of a leader only. */
  lead?: LeadForm;
}

/** đ and e of a leader while they are given: 100 or 50 each, undefined until chosen, with a reason for a 50. */
export interface LeadForm {
  dd?: number;
  e?: number;
  reason: string;
}

/** The two components of a leader that a superior gives. */
export const leadParts = ["dd", "e"] as const;

/** Fewest characters of the reason for a 50; the server asks for as many. */
export const leadReasonMin = 10;

/** leadFault says what a leader's components lack before they can be stored. */
export function leadFault(lead: LeadForm | undefined): "dd" | "e" | "reason" | undefined {
  if (lead === undefined) return undefined;
  const missing = leadParts.find((part) => lead[part] === undefined);
  if (missing !== undefined) return missing;
  const partial = leadParts.some((part) => lead[part] === 50);
  return partial && [...lead.reason.trim()].length < leadReasonMin ? "reason" : undefined;
}

/** What is wrong with a group: no points yet, or less than the maximum without a remark. */
export type GroupFault = "points" | "remark";

// The server asks for as many characters.
const remarkMin = 3;

/** formOf is the form as it stands on the sheet; leader: đ and e are given too. */
export function formOf(
  version: number,
  groups: { key: string; points?: string; remark?: string }[],
  leader = false,
  lead?: { dd: number; e: number; reason?: string },
): GeneralForm {
  return {
    version,
    ...(leader && { lead: { dd: lead?.dd, e: lead?.e, reason: lead?.reason ?? "" } }),
    groups: groups.map(({ key, points, remark }) => ({
      key,
      points: points === undefined ? undefined : Number(points),
      remark: remark ?? "",
    })),
  };
}

/** fullMarks fills in what is still missing with the maximum (cho điểm tối đa); a remark that stands there stays. */
export function fullMarks(form: GeneralForm, rules: GroupRule[]): GeneralForm {
  return {
    ...form,
    ...(form.lead !== undefined && {
      lead: { dd: form.lead.dd ?? 100, e: form.lead.e ?? 100, reason: form.lead.reason },
    }),
    groups: rules.map(({ key, max }) => ({ key, points: Number(max), remark: pointsIn(form, key).remark })),
  };
}

/** pointsIn is what a form holds for a group. */
export function pointsIn(form: GeneralForm, key: string): GroupPoints {
  return form.groups.find((group) => group.key === key) ?? { key, remark: "" };
}

/** withPoints changes one group. */
export function withPoints(form: GeneralForm, key: string, change: Partial<GroupPoints>): GeneralForm {
  const changed = { ...pointsIn(form, key), ...change };
  return { ...form, groups: [...form.groups.filter((group) => group.key !== key), changed] };
}

/** faultOf says what a group lacks before it can be stored. */
export function faultOf(form: GeneralForm, { key, max }: GroupRule): GroupFault | undefined {
  const { points, remark } = pointsIn(form, key);
  if (points === undefined) return "points";
  return points < Number(max) && [...remark.trim()].length < remarkMin ? "remark" : undefined;
}

/** sumOf adds the points up exactly, undefined while a group has none. */
export function sumOf(form: GeneralForm, rules: GroupRule[]): string | undefined {
  const points = rules.map(({ key }) => pointsIn(form, key).points);
  return points.every((value) => value !== undefined) ? add(...points.map(String)) : undefined;
}

/** sameForm reports whether two forms give the same points and remarks. */
export function sameForm(a: GeneralForm, b: GeneralForm, rules: GroupRule[]): boolean {
  const [x, y] = [a.lead, b.lead];
  if (leadParts.some((part) => x?.[part] !== y?.[part]) || x?.reason.trim() !== y?.reason.trim()) return false;
  return rules.every(({ key }) => {
    const [x, y] = [pointsIn(a, key), pointsIn(b, key)];
    return x.points === y.points && x.remark.trim() === y.remark.trim();
  });
}

/** bodyOf is what the server takes: every group, in the order of the rules. */
export function bodyOf(form: GeneralForm, rules: GroupRule[]) {
  const { dd, e, reason = "" } = form.lead ?? {};
  return {
    version: form.version,
    ...(dd !== undefined &&
      e !== undefined && { leadership: { dd, e, reason: reason.trim() === "" ? undefined : reason.trim() } }),
    groups: rules.map(({ key }) => {
      const { points = 0, remark } = pointsIn(form, key);
      return { key, points, remark: remark.trim() === "" ? undefined : remark.trim() };
    }),
  };
}

/** isBelowMax reports whether a group asks for a remark. */
export function isBelowMax(form: GeneralForm, { key, max }: GroupRule): boolean {
  const { points } = pointsIn(form, key);
  return points !== undefined && compare(String(points), max) < 0;
}
