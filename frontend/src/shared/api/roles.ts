import type { Me } from "./types";

/**
 * hasWork reports whether somebody takes part in the work of the office: gives it or does it, keeps a diary, is scored. Who
 * only administers the installation sees none of that.
 */
export function hasWork({ roles }: Pick<Me, "roles">): boolean {
  return roles.some((role) => role !== "admin");
}
