import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconFilter, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "@/shared/i18n";
import type { TaskNarrow } from "../api";
import { taskChipsQuery } from "../queries";
import classes from "./ListBars.module.css";
import { NarrowDialog } from "./NarrowDialog";

/** Props of Chips. */
interface Props {
  narrow: TaskNarrow;
  onChange: (narrow: TaskNarrow) => void;
}

/**
 * Chips are what a list is narrowed by, each with a cross to drop it, and the button to narrow it further. A value that is
 * no longer what it was keeps its chip, with a sentence that says why.
 */
export function Chips({ narrow, onChange }: Props) {
  const [asking, setAsking] = useState(false);
  const any = Object.keys(narrow).length > 0;
  const chips = useQuery(taskChipsQuery(narrow)).data?.items ?? [];
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconFilter size={14} stroke={1.6} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t("task.narrow")}
      </Button>
      {any &&
        chips
          .filter(({ field }) => narrow[field] !== undefined)
          .map(({ field, name, text, note }) => (
            <span key={field} className={classes.chip}>
              <span className={classes.chipName}>{name}</span>
              <span className={classes.chipText}>{text}</span>
              {note !== undefined && (
                <Tooltip label={note} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
                  <button type="button" className={classes.note} aria-label={note}>
                    <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
                  </button>
                </Tooltip>
              )}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="xs"
                aria-label={t("task.narrow.drop", { name, text })}
                onClick={() => onChange({ ...narrow, [field]: undefined })}
              >
                <IconX size={13} stroke={1.8} aria-hidden />
              </ActionIcon>
            </span>
          ))}
      {asking && (
        <NarrowDialog
          narrow={narrow}
          onClose={() => setAsking(false)}
          onDone={(next) => {
            setAsking(false);
            onChange(next);
          }}
        />
      )}
    </>
  );
}
