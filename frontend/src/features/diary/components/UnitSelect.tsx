import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMe } from "@/shared/api/session";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";

/** Props of UnitSelect; without value the server takes the first of reach.leads. */
interface Props {
  value: string | undefined;
  onChange: (unit: string) => void;
}

/** UnitSelect chooses among the units that I head or have charge of; with only one there is nothing to choose. */
export function UnitSelect({ value, onChange }: Props) {
  const { leads } = useMe().reach;
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const choices = unitsUnder(tree, leads);
  const names = distinctNames(tree);
  if (choices.length < 2) return null;
  return (
    <Select
      aria-label={t("diary.team.unit")}
      w="20rem"
      maw="100%"
      searchable
      allowDeselect={false}
      data={choices.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
      value={value ?? leads[0] ?? null}
      onChange={(id) => id !== null && onChange(id)}
    />
  );
}
