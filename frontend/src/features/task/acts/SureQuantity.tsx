import { Checkbox } from "@mantine/core";
import type { Task } from "@/shared/api/types";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { QuantityField } from "../components/QuantityField";
import classes from "./ActFrame.module.css";
import { isOver, type OverTyped } from "./overAssigned";

/** Props of SureQuantity; tried: somebody tried to send, so what is missing is said. */
interface Props {
  task: Task;
  label: string;
  /** How many pieces the last submission has, where that is what is decided on. */
  submitted?: number;
  typed: OverTyped;
  onChange: (change: OverTyped) => void;
  tried: boolean;
  error?: string;
}

/**
 * SureQuantity takes a number of pieces beside the number assigned. More than that raises the score, so it is sent only once
 * somebody has said that it is meant.
 */
export function SureQuantity({ task, label, submitted, typed, onChange, tried, error }: Props) {
  const { quantity, over } = typed;
  const assigned = formatQuantity(task.quantity);
  const isSure = over !== undefined && over === quantity;
  return (
    <div className={classes.sure}>
      <QuantityField
        className={classes.quantity}
        label={label}
        unit={task.product.unit}
        beside={
          submitted === undefined
            ? t("task.quantity.assigned", { assigned })
            : t("task.quantity.submitted", { assigned, submitted: formatQuantity(submitted) })
        }
        value={quantity}
        onChange={(next) => onChange({ quantity: next })}
        error={error ?? (tried && quantity === undefined ? t("task.quantity.missing") : undefined)}
      />
      {isOver(typed, task.quantity) && quantity !== undefined && (
        <Checkbox
          label={t("task.quantity.over", { assigned, quantity: formatQuantity(quantity) })}
          checked={isSure}
          onChange={(event) => onChange({ over: event.currentTarget.checked ? quantity : undefined })}
          aria-invalid={tried && !isSure}
          error={tried && !isSure && <FieldError>{t("task.quantity.unsure")}</FieldError>}
        />
      )}
    </div>
  );
}
