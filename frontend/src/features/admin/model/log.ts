import type { LogType } from "@/shared/api/types";

/** logTypes lists what the system log is about, in the order of the choice. */
export const logTypes: LogType[] = [
  "person",
  "rights",
  "session",
  "unit",
  "product",
  "import",
  "period",
  "calendar",
  "export",
  "substitute",
];

/** isLogType says whether a text names one of them. */
export function isLogType(text: string): text is LogType {
  return (logTypes as string[]).includes(text);
}
