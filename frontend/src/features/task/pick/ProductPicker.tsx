import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { productsQuery } from "../lookups";
import type { ProductChoice } from "../model/newTask";
import { PickField } from "./PickField";

/** Props of ProductPicker. */
interface Props {
  value: ProductChoice | undefined;
  onChange: (product: ProductChoice | undefined) => void;
  error?: string;
}

/** ProductPicker chooses what is expected from the catalogue (danh mục sản phẩm, công việc). */
export function ProductPicker({ value, onChange, error }: Props) {
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const found = useQuery(productsQuery(settled));
  const products = found.data?.items ?? [];
  return (
    <PickField
      label={t("task.product.inCatalogue")}
      required
      placeholder={t("task.pick.product")}
      chosen={value === undefined ? undefined : { value: value.code, label: labelOf(value), second: value.unit }}
      groups={[
        {
          group: t("task.pick.products"),
          items: products.map((product) => ({
            value: product.code,
            label: labelOf(product),
            second: t("task.product.hint", { unit: product.unit, n: product.normDays }),
            end: t("task.product.k", { k: formatQuantity(product.k) }),
          })),
        },
      ]}
      onSearch={setWords}
      answered={found.isPlaceholderData ? undefined : settled}
      onPick={(code) => onChange(products.find((product) => product.code === code))}
      error={error}
    />
  );
}

function labelOf({ code, name }: Pick<ProductChoice, "code" | "name">): string {
  return `${code} ${name}`;
}
