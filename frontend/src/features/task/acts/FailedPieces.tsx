import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { QuantityField } from "../components/QuantityField";
import classes from "./ActFrame.module.css";
import { asksForPieces, type FailedTyped } from "./failed";

/** Props of FailedPieces; tried: somebody tried to send, so what is missing is said. */
interface Props {
  major: boolean;
  submitted: number | undefined;
  typed: FailedTyped;
  onChange: (change: FailedTyped) => void;
  tried: boolean;
  error?: string;
}

/** FailedPieces asks how many of the pieces handed in have the major content error: only those lose quality points. */
export function FailedPieces({ major, submitted, typed: { failed }, onChange, tried, error }: Props) {
  if (!asksForPieces(major, submitted)) return null;
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
