import { NumberInput } from "@mantine/core";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";

/** Props of QuantityField; value undefined while nothing complete is typed. */
interface Props {
  label: string;
  /** Unit of measure of the product, shown behind the name of the field. */
  unit?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  error?: string;
  className?: string;
}

/** QuantityField takes a number of pieces: decimal comma, three decimals at most. */
export function QuantityField({ label, unit, value, onChange, error, className }: Props) {
  return (
    <NumberInput
      className={className}
      label={unit === undefined || unit === "" ? label : t("task.quantity.in", { label, unit })}
      required
      min={0.001}
      max={100_000}
      decimalScale={3}
      decimalSeparator=","
      thousandSeparator="."
      allowNegative={false}
      clampBehavior="none"
      hideControls={false}
      value={value ?? ""}
      onChange={(typed) => onChange(typeof typed === "number" ? typed : undefined)}
      error={error === undefined ? undefined : <FieldError>{error}</FieldError>}
    />
  );
}
