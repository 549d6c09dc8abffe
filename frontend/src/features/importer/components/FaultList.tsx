import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Import, ImportFault } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "./Import.module.css";

/** Props of FaultList. */
interface Props {
  of: Import;
  chosen?: ImportFault;
  busy: boolean;
  end: ReactNode;
  onChoose: (fault: ImportFault) => void;
  onFix: (fault: ImportFault) => void;
  onOffer: (fault: ImportFault, text: string) => void;
}

/** FaultList is what must be put right, by row and column as in the file, and after it what somebody should look at. */
export function FaultList({ of, end, ...acts }: Props) {
  const faults = of.found.filter(({ note }) => !note);
  const notes = of.found.filter(({ note }) => note);
  return (
    <div className={classes.faults}>
      <SectionTitle title={t("import.faults")} count={of.faults} end={end} />
      {of.faults === 0 ? (
        <p className={classes.good}>
          <IconCircleCheck size={18} aria-hidden /> {t("import.faults.none")}
        </p>
      ) : (
        <p className={classes.why}>{t("import.faults.note")}</p>
      )}
      <Faults of={of} faults={faults} {...acts} />
      {notes.length > 0 && (
        <>
          <SectionTitle title={t("import.notes")} count={of.notes} />
          <Faults of={of} faults={notes} {...acts} />
        </>
      )}
      {of.found.length < of.faults + of.notes && <p className={classes.why}>{t("import.faults.more")}</p>}
    </div>
  );
}

function Faults({
  of,
  faults,
  chosen,
  busy,
  onChoose,
  onFix,
  onOffer,
}: Omit<Props, "end"> & { faults: ImportFault[] }) {
  const open = of.state === "checked";
  return (
    <ul className={classes.list}>
      {faults.map((fault) => (
        <li
          key={`${fault.row} ${fault.index} ${fault.text}`}
          className={classes.fault}
          data-chosen={chosen === fault || undefined}
        >
          <button type="button" className={classes.place} onClick={() => onChoose(fault)}>
            {fault.column === "" ? fault.row : `${fault.row}·${fault.column}`}
          </button>
          <span>{fault.text}</span>
          {open && fault.index >= 0 && (
            <span className={classes.acts}>
              {fault.offer !== undefined && (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={busy}
                  onClick={() => onOffer(fault, fault.offer ?? "")}
                >
                  {t("import.use", { text: fault.offer })}
                </Button>
              )}
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={busy}
                aria-label={t("import.fix.of", { place: `${fault.row}·${fault.column}` })}
                onClick={() => onFix(fault)}
              >
                {t("import.fix")}
              </Button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
