import { Select } from "@mantine/core";
import type { Task } from "@/shared/api/types";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { QuantityField } from "../components/QuantityField";
import classes from "./ActFrame.module.css";
import { asksForPieces, type FailedTyped, faultyIn } from "./failed";

/** Props of FailedPieces; tried: somebody tried to send, so what is missing is said. */
interface Props {
  task: Task;
  major: boolean;
  submitted: number | undefined;
  typed: FailedTyped;
  onChange: (change: FailedTyped) => void;
  tried: boolean;
  faults: Partial<Record<string, string>>;
}

/**
 * FailedPieces asks where the major content error is: in how many of the pieces handed in, for only those lose quality points, and
 * in whose part, where others have a share of the work.
 */
export function FailedPieces({ task, major, submitted, typed, onChange, tried, faults }: Props) {
  if (!major) return null;
  return (
    <>
      <FailedPart task={task} typed={typed} onChange={onChange} error={faults.failedOf} />
      {asksForPieces(major, submitted) && (
        <Pieces submitted={submitted} typed={typed} onChange={onChange} tried={tried} error={faults.failedQuantity} />
      )}
    </>
  );
}

/** Props of FailedPart. */
interface PartProps extends Pick<Props, "task" | "typed" | "onChange"> {
  error: string | undefined;
}

// The lead's part, which no id of a person is.
const leads = "lead";

/** FailedPart asks in whose part it is; the lead's unless somebody who helps with a share is chosen. */
function FailedPart({ task, typed: { failedOf }, onChange, error }: PartProps) {
  const others = faultyIn(task);
  if (others.length === 0 && failedOf === undefined) return null;
  const lead = t("task.failed.part.lead", { name: task.lead.person?.name ?? task.lead.unit.shortName });
  return (
    <Select
      label={t("task.failed.part")}
      description={t("task.failed.part.explain")}
      data={[{ value: leads, label: lead }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
      value={failedOf ?? leads}
      onChange={(value) => onChange({ failedOf: value === leads || value === null ? undefined : value })}
      allowDeselect={false}
      error={error === undefined ? undefined : <FieldError>{error}</FieldError>}
    />
  );
}

/** Props of Pieces. */
interface PiecesProps extends Pick<Props, "typed" | "onChange" | "tried"> {
  submitted: number;
  error: string | undefined;
}

/** Pieces asks how many of several pieces have it. */
function Pieces({ submitted, typed: { failed }, onChange, tried, error }: PiecesProps) {
  const most = formatQuantity(submitted);
  const missing = failed === undefined && tried ? t("task.failed.missing") : undefined;
  const tooMany = failed !== undefined && failed > submitted ? t("task.failed.tooMany", { most }) : undefined;
  return (
    <QuantityField
      className={classes.quantity}
      label={t("task.failed.label")}
      beside={t("task.failed.of", { most })}
      value={failed}
      onChange={(next) => onChange({ failed: next })}
      error={error ?? tooMany ?? missing}
    />
  );
}
