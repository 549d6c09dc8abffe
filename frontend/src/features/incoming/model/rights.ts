import type { Me } from "@/shared/api/types";

/** readsRegister reports whether the register has lines for somebody: clerks keep it, others read what reaches their units. */
export function readsRegister(me: Me): boolean {
  return me.roles.some((role) => ["clerk", "head", "deputy", "monitor", "inspector"].includes(role));
}
