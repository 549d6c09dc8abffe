import { Button } from "@mantine/core";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Restored.module.css";
import type { Draft } from "./useDraft";

/** Restored says that what stands in a form was typed before and when, and drops it on demand; nothing for a fresh form. */
export function Restored({ draft }: { draft: Pick<Draft<unknown>, "restoredAt" | "clear"> }) {
  if (draft.restoredAt === undefined) return null;
  return (
    <div className={classes.restored}>
      {t("draft.restored", { time: formatInstant(draft.restoredAt.toISOString()) })}
      <Button type="button" variant="subtle" size="xs" onClick={draft.clear}>
        {t("draft.discard")}
      </Button>
    </div>
  );
}
