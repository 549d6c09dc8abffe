import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { PersonRef } from "@/shared/api/types";
import { unitsQuery } from "@/shared/api/units";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { directoryQuery } from "../lookups";
import { PickField } from "./PickField";
import { loadText, nearestFirst, partyOf, partySecond, unitWords } from "./parties";

/** Props of PersonPicker; unit: only people of this unit and below it. */
interface Props {
  label: string;
  unit: string;
  value: Pick<PersonRef, "id" | "name"> | undefined;
  onChange: (person: Pick<PersonRef, "id" | "name"> | undefined) => void;
  error?: string;
}

/** PersonPicker chooses one person to whom I may give work. */
export function PersonPicker({ label, unit, value, onChange, error }: Props) {
  const me = useMe();
  const [words, setWords] = useState("");
  const named = unitWords(useQuery(unitsQuery()).data?.items ?? []);
  const settled = useSettled(words);
  const found = useQuery(directoryQuery("lead", settled, unit));
  const people = nearestFirst(found.data?.items ?? [], settled, me.unit.id);
  return (
    <PickField
      label={label}
      required
      placeholder={t("task.pick.person")}
      chosen={value === undefined ? undefined : { value: value.id, label: value.name }}
      groups={[
        {
          group: t("task.pick.people"),
          items: people.map((one) => ({
            value: one.id,
            label: one.name,
            second: partySecond(partyOf(one), named),
            end: loadText(partyOf(one)),
          })),
        },
      ]}
      onSearch={setWords}
      answered={found.isPlaceholderData ? undefined : settled}
      onPick={(id) => {
        const person = people.find((one) => one.id === id);
        onChange(person === undefined ? undefined : { id: person.id, name: person.name });
      }}
      error={error}
    />
  );
}
