import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { useSettled } from "../../hooks";
import { directoryQuery, unitsQuery } from "../../lookups";
import type { LeadChoice } from "../../model/newTask";
import { PickField } from "./PickField";
import {
  loadText,
  partyChoice,
  partyKey,
  partyOf,
  sortByGivenName,
  unitParty,
  unitsInCharge,
  unitsMatching,
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
  const people = sortByGivenName(useQuery(directoryQuery("lead", settled)).data?.items ?? []).map(partyOf);
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const units = unitsMatching(unitsInCharge(tree, me), settled).map(unitParty);
  const note = value === undefined ? undefined : value.person === undefined ? t("task.lead.byHead") : loadText(value);
  return (
    <div>
      <PickField
        label={t("task.lead")}
        hint={t("task.lead.one")}
        required
        placeholder={t("task.pick.lead")}
        leftSection={value?.person === undefined ? undefined : <PersonAvatar name={value.person.name} size={22} />}
        chosen={value === undefined ? undefined : partyChoice(value)}
        groups={[
          { group: t("task.pick.people"), items: people.map((party) => partyChoice(party, loadText(party))) },
          { group: t("task.pick.units"), items: units.map((party) => partyChoice(party)) },
        ]}
        onSearch={setWords}
        onPick={(key) => onChange([...people, ...units].find((party) => partyKey(party) === key))}
        error={error}
      />
      {note !== undefined && <p className={classes.note}>{note}</p>}
    </div>
  );
}
