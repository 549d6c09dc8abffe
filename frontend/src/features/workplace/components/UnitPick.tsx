import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useMe } from "@/shared/api/session";
import { unitsQuery, unitsUnder } from "@/shared/api/units";
import { distinctNames } from "@/shared/format/unitName";
import { t } from "@/shared/i18n";

/** useUnit is the unit that the address names; undefined is one's own, or the first that one leads. */
export function useUnit(): string | undefined {
  const me = useMe();
  const [params] = useSearchParams();
  return params.get("unit") ?? me.reach.leads[0] ?? me.reach.scores[0];
}

/** UnitPick chooses among the own unit and those that I lead, staff or follow; with only one there is nothing to choose. */
export function UnitPick() {
  const me = useMe();
  const unit = useUnit();
  const [params, setParams] = useSearchParams();
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  // Follow-up officers and inspectors reach down from the unit of their post.
  const follows = me.appointments
    .filter(({ role }) => role === "monitor" || role === "inspector")
    .map((post) => post.unit.id);
  const below = unitsUnder(tree, [...me.reach.leads, ...me.reach.scores, ...follows]).map(({ id }) => id);
  const names = distinctNames(tree);
  const choices = tree.filter(({ id }) => below.includes(id) || id === me.unit.id);
  if (choices.length < 2) return null;
  return (
    <Select
      aria-label={t("work.unit")}
      w="20rem"
      maw="100%"
      searchable
      allowDeselect={false}
      data={choices.map(({ id, name }) => ({ value: id, label: names.get(id) ?? name }))}
      value={unit ?? me.unit.id}
      onChange={(id) => {
        if (id === null) return;
        params.set("unit", id);
        setParams(params);
      }}
    />
  );
}
