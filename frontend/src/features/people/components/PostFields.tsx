import { MultiSelect, Select, SimpleGrid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { distinctNames } from "@/shared/format/unitName";
import { t, tx } from "@/shared/i18n";
import { foldedOptions } from "@/shared/ui/foldedOptions";
import { TextInput } from "@/shared/ui/Text";

/** What is typed of a post that is given. */
export interface PostForm {
  unit: string;
  role: string;
  title: string;
  charge: string[];
}

export const roles = ["head", "deputy", "officer", "clerk", "monitor", "hr", "inspector", "admin"] as const;

/** roleOptions are the roles by name. */
export function roleOptions() {
  return roles.map((role) => ({ value: role, label: tx(`people.role.${role}`, "people.role.officer") }));
}

// A province has thousands of units: what is searched for is found, the rest need not be drawn.
const shown = 100;

/** UnitSelect chooses a unit by name. */
export function UnitSelect(props: {
  label: string;
  value: string;
  onChange: (unit: string) => void;
  required?: boolean;
  clearable?: boolean;
  placeholder?: string;
  error?: string;
}) {
  const units = useQuery(unitsQuery()).data?.items ?? [];
  const names = distinctNames(units);
  return (
    <Select
      {...props}
      searchable
      limit={shown}
      filter={foldedOptions}
      allowDeselect={props.clearable === true}
      nothingFoundMessage={t("people.unit.none")}
      clearButtonProps={{ "aria-label": t("people.unit.clear") }}
      data={units.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
      value={props.value === "" ? null : props.value}
      onChange={(unit) => props.onChange(unit ?? "")}
    />
  );
}

/** PostFields are the fields of a post that is given: unit, role, title, and of a deputy the units in charge. */
export function PostFields(props: {
  value: PostForm;
  onChange: (post: PostForm) => void;
  errors: Record<string, string>;
}) {
  const { value, onChange, errors } = props;
  const units = useQuery(unitsQuery()).data?.items ?? [];
  const names = distinctNames(units);
  return (
    <>
      <UnitSelect
        label={t("people.unit")}
        required
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit, charge: [] })}
        error={errors.unit}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t("people.role")}
          required
          allowDeselect={false}
          data={roleOptions()}
          value={value.role}
          onChange={(role) => onChange({ ...value, role: role ?? value.role })}
          error={errors.role}
        />
        <TextInput
          label={t("people.title")}
          required
          maxLength={100}
          value={value.title}
          onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
          error={errors.title}
        />
      </SimpleGrid>
      {value.role === "deputy" && (
        <MultiSelect
          label={t("people.charge")}
          description={t("people.charge.hint")}
          searchable
          limit={shown}
          data={unitsUnder(units, [value.unit]).map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
          value={value.charge}
          onChange={(charge) => onChange({ ...value, charge })}
          error={errors.charge}
        />
      )}
    </>
  );
}
