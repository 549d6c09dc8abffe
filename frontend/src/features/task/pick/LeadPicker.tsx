import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import { unitsQuery } from "@/shared/api/units";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { directoryQuery } from "../lookups";
import type { LeadChoice } from "../model/newTask";
import { PickField } from "./PickField";
import {
  loadText,
  nearestFirst,
  partyChoice,
  partyKey,
  partyOf,
  unitParty,
  unitsInCharge,
  unitsMatching,
  unitWords,
} from "./parties";
import classes from "./pick.module.css";

/** Props of LeadPicker. */
interface Props {
  value: LeadChoice | undefined;
  onChange: (lead: LeadChoice | undefined) => void;
  error?: string;
}

/** LeadPicker chooses who leads (chủ trì): a person I may give work to, or a unit whose head then names one. */
export function LeadPicker({ value, onChange, error }: Props) {
  const me = useMe();
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const found = useQuery(directoryQuery("lead", settled));
  const people = nearestFirst(found.data?.items ?? [], settled, me.unit.id).map(partyOf);
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const units = unitsMatching(unitsInCharge(tree, me), settled).map(unitParty);
  const named = unitWords(tree);
  return (
    <div>
      <PickField
        label={t("task.lead")}
        hint={t("task.lead.one")}
        required
        placeholder={t("task.pick.lead")}
        leftSection={value?.person === undefined ? undefined : <PersonAvatar name={value.person.name} size={22} />}
        chosen={value === undefined ? undefined : partyChoice(value, named)}
        groups={[
          { group: t("task.pick.people"), items: people.map((party) => partyChoice(party, named, loadText(party))) },
          { group: t("task.pick.units"), items: units.map((party) => partyChoice(party, named)) },
        ]}
        onSearch={setWords}
        answered={found.isPlaceholderData ? undefined : settled}
        onPick={(key) => onChange([...people, ...units].find((party) => partyKey(party) === key))}
        error={error}
      />
      {value !== undefined && <Note lead={value} above={named.parents.get(value.unit.id)} />}
    </div>
  );
}

/** Note says what is to be known of who was chosen: how much a person holds already, where a unit belongs. */
function Note({ lead, above }: { lead: LeadChoice; above: string | undefined }) {
  const notes =
    lead.person !== undefined
      ? [loadText(lead)]
      : [above === undefined ? undefined : t("task.lead.above", { unit: above }), t("task.lead.byHead")];
  const text = notes.filter((note) => note !== undefined).join(" ");
  return text === "" ? null : <p className={classes.note}>{text}</p>;
}
