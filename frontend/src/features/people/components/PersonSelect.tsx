import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonRef } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { pickQuery } from "../queries";

/** Props of PersonSelect; without: whom it does not offer. */
interface Props {
  label: string;
  hideLabel?: boolean;
  value: PersonRef | undefined;
  onChange: (person: PersonRef | undefined) => void;
  without: string;
  placeholder: string;
}

/** PersonSelect chooses one of the people within one's scope, by name. */
export function PersonSelect({ label, hideLabel = false, value, onChange, without, placeholder }: Props) {
  const [words, setWords] = useState("");
  const settled = useSettled(words.trim());
  const found = useQuery(pickQuery(settled)).data?.items ?? [];
  const people: PersonRef[] = found.map(({ id, name, title, unit }) => ({ id, name, title, unit: unit.shortName }));
  const all = value === undefined || people.some(({ id }) => id === value.id) ? people : [value, ...people];
  return (
    <Select
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      placeholder={placeholder}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("people.handover.clear") }}
      nothingFoundMessage={t("people.none")}
      // The server has searched already, marks or not.
      filter={({ options }) => options}
      data={all.filter(({ id }) => id !== without).map((one) => ({ value: one.id, label: nameOf(one) }))}
      value={value?.id ?? null}
      searchValue={words === "" && value !== undefined ? nameOf(value) : words}
      onSearchChange={(next) => setWords(value !== undefined && next === nameOf(value) ? "" : next)}
      onChange={(id) => {
        setWords("");
        onChange(all.find((one) => one.id === id));
      }}
    />
  );
}

/** nameOf is a person as a choice: names alone are often the same. */
function nameOf({ name, title, unit }: PersonRef): string {
  return [name, title, unit].filter(Boolean).join(", ");
}
