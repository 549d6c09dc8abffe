import { Button } from "@mantine/core";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { lineText } from "../model/merge";
import { type Sheet, written } from "../model/sheet";
import classes from "./Day.module.css";

/** Unsent shows what was typed for a day that takes no more entries: it is never thrown away by itself. */
export function Unsent({ sheet, onDiscard }: { sheet: Sheet; onDiscard: () => void }) {
  const text = [...written(sheet).map(lineText), sheet.plan, sheet.difficulties].filter(Boolean).join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    await toast(t("conflict.copied"));
  };
  return (
    <Note icon={IconDeviceFloppy}>
      <strong>{t("diary.unsent")}</strong>
      <p className={classes.text}>{text}</p>
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={() => void copy()}>
          {t("conflict.copy")}
        </Button>
        <Button variant="default" size="xs" onClick={onDiscard}>
          {t("draft.discard")}
        </Button>
      </div>
    </Note>
  );
}
