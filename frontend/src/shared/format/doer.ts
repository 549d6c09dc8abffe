import { t } from "@/shared/i18n";

/** doer names who did something, and in whose place where it was that of somebody absent: "Trần Văn Minh (thay Lê Thị Lan)". */
export function doer(entry: { by: { name: string }; for?: string }): string {
  return entry.for === undefined ? entry.by.name : t("instead", { by: entry.by.name, name: entry.for });
}
