import { Button } from "@mantine/core";
import { IconGavel } from "@tabler/icons-react";
import { useState } from "react";
import type { Override, Score } from "@/shared/api/types";
import { formatDay, formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { RecordDialog, WithdrawDialog } from "./OverrideDialog";
import classes from "./Overrides.module.css";

/**
 * Overrides lists the concluded facts that set the grade of a period whatever the score (trường hợp xếp không hoàn thành), each
 * with its document and clause, and those that were withdrawn with the reason. Nothing where none was ever recorded.
 */
export function Overrides({ score }: { score: Score }) {
  const [withdrawn, setWithdrawn] = useState<Override>();
  if (score.overrides.length === 0) return null;
  return (
    <section className={classes.part}>
      <SectionTitle large title={t("evaluation.override.title")} count={score.overrides.length} />
      <p className={classes.rule}>{t("evaluation.override.rule")}</p>
      <ul className={classes.list}>
        {score.overrides.map((one) => (
          <li key={one.id} className={classes.row} data-withdrawn={one.withdrawn !== undefined || undefined}>
            <div className={classes.text}>
              <strong>{one.name}</strong>
              <span>
                {t("evaluation.override.paper", { document: one.document, date: formatDay(one.date) })}
                {one.basis !== undefined && ` · ${one.basis}`}
              </span>
              <span className={classes.quiet}>
                {t("evaluation.override.by", { name: one.by.name, time: formatInstant(one.at) })}
              </span>
              {one.withdrawn !== undefined && (
                <span className={classes.gone}>
                  {t("evaluation.override.gone", {
                    name: one.withdrawn.by.name,
                    time: formatInstant(one.withdrawn.at),
                    reason: one.withdrawn.reason,
                  })}
                </span>
              )}
            </div>
            {one.withdraw && (
              <Button variant="default" size="xs" onClick={() => setWithdrawn(one)}>
                {t("evaluation.override.withdraw")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {withdrawn !== undefined && <WithdrawDialog override={withdrawn} onClose={() => setWithdrawn(undefined)} />}
    </section>
  );
}

/** RecordButton records such a fact about the person on the page; only for who may. */
export function RecordButton({ score }: { score: Score }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconGavel size={16} stroke={1.6} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("evaluation.override.record")}
      </Button>
      {open && <RecordDialog score={score} onClose={() => setOpen(false)} />}
    </>
  );
}
