import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { formatDecimal, formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { DecimalField } from "@/shared/ui/DecimalField";
import { FieldError } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { QuantityField } from "../components/QuantityField";
import { productsQuery } from "../lookups";
import { coefficientOf, convertedOf, divisorIn, type FormField, type TaskForm } from "../model/newTask";
import { ProductPicker } from "../pick/ProductPicker";
import classes from "./form.module.css";

/** Props of ProductField. */
interface Props {
  form: TaskForm;
  onChange: (change: Partial<TaskForm>) => void;
  faults: Partial<Record<FormField, string>>;
}

/** ProductField says what is expected and how much of it, and what that is in converted products (quy đổi). */
export function ProductField({ form, onChange, faults }: Props) {
  const inCatalogue = form.productKind === "catalogue";
  return (
    <div>
      <SegmentedControl
        className={classes.kind}
        size="xs"
        aria-label={t("task.product.kind")}
        value={form.productKind}
        onChange={(value) => onChange({ productKind: value === "text" ? "text" : "catalogue" })}
        data={[
          { value: "catalogue", label: t("task.product.kind.catalogue") },
          { value: "text", label: t("task.product.kind.text") },
        ]}
      />
      <div className={classes.product}>
        <div className={classes.what}>
          {inCatalogue ? (
            <ProductPicker value={form.product} onChange={(product) => onChange({ product })} error={faults.product} />
          ) : (
            <TextInput
              label={t("task.product.text")}
              required
              maxLength={200}
              value={form.productText}
              onChange={(event) => onChange({ productText: event.currentTarget.value })}
              error={faults.product === undefined ? undefined : <FieldError>{faults.product}</FieldError>}
            />
          )}
        </div>
        {!inCatalogue && (
          <DecimalField
            className={classes.number}
            label={t("task.product.points")}
            required
            min={0.5}
            max={500}
            step={0.5}
            value={form.points}
            onChange={(points) => onChange({ points })}
            error={faults.points}
          />
        )}
        <QuantityField
          className={classes.number}
          label={t("task.quantity")}
          value={form.quantity}
          onChange={(quantity) => onChange({ quantity })}
          error={faults.quantity}
        />
        <Converted form={form} />
      </div>
    </div>
  );
}

/** Converted shows "× K 18 = 18,00 quy đổi" as soon as it can be computed. */
function Converted({ form }: { form: TaskForm }) {
  const divisor = divisorIn(useQuery(productsQuery("")).data?.items ?? []);
  const k = coefficientOf(form, divisor);
  const converted = convertedOf(form.quantity, k);
  return (
    <output className={classes.converted}>
      {k !== undefined && converted !== undefined && (
        <>
          {t("task.product.times", { k: formatQuantity(k) })} <strong>{formatDecimal(converted)}</strong>{" "}
          {t("task.converted")}
        </>
      )}
    </output>
  );
}
