import { t } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";

/** Props of QuantityField; value undefined while no quantity that can be sent is typed. */
interface Props {
  label: string;
  /** Unit of measure of the product, shown behind the name of the field. */
  unit?: string;
  /** What to measure it by: how much was assigned, how much was submitted. */
  beside?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  error?: string;
  className?: string;
}

/** QuantityField takes a number of pieces, three decimals at most; the arrows go by whole pieces. */
export function QuantityField({ label, unit, beside, ...rest }: Props) {
  return (
    <DecimalField
      {...rest}
      label={unit === undefined || unit === "" ? label : t("task.quantity.in", { label, unit })}
      description={beside}
      required
      min={0.001}
      max={100_000}
      step={0.001}
      by={1}
    />
  );
}
