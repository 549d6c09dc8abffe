import type { Me } from "@/shared/api/types";

/** readsRegister reports whether the register has lines for somebody: clerks keep it, others read what reaches their units. */
export function readsRegister(me: Me): boolean {
  return me.roles.some((role) => ["clerk", "head", "deputy", "monitor", "inspector"].includes(role));
}

/** readsConclusions reports whether conclusions of meetings reach somebody: whoever works, for each may have work of one. */
export function readsConclusions(me: Me): boolean {
  return me.roles.some((role) => role !== "admin");
}
