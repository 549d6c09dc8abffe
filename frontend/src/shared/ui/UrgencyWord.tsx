import type { TaskRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./ui.module.css";

/** UrgencyWord stands before the title of work that is more than ordinarily urgent (độ khẩn); ordinary work has none. */
export function UrgencyWord({ urgency }: Pick<TaskRow, "urgency">) {
  if (urgency === "thuong") return null;
  return (
    <>
      <strong className={classes.urgency}>{t(`urgency.${urgency}`)}</strong>{" "}
    </>
  );
}
