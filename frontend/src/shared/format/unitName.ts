import type { Unit } from "@/shared/api/types";

/** parentNames returns the name of the unit above each unit of a whole tree. */
export function parentNames(tree: readonly Unit[]): Map<string, string> {
  const names = new Map(tree.map(({ id, name }) => [id, name]));
  return new Map(tree.flatMap(({ id, parent = "" }) => (names.has(parent) ? [[id, names.get(parent) ?? ""]] : [])));
}

/**
 * distinctNames returns the name of each unit of a whole tree, followed by the short name of the unit above where another
 * unit has the same: "Văn phòng HĐND và UBND thành phố · UBND TP Tam Kỳ".
 */
export function distinctNames(tree: readonly Unit[]): Map<string, string> {
  const short = new Map(tree.map(({ id, shortName }) => [id, shortName]));
  const counts = new Map<string, number>();
  for (const { name } of tree) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    tree.map(({ id, name, parent = "" }) => {
      const above = short.get(parent);
      return [id, counts.get(name) === 1 || above === undefined ? name : `${name} · ${above}`];
    }),
  );
}
