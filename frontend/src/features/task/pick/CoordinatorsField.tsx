import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useMe } from "@/shared/api/session";
import { unitsQuery } from "@/shared/api/units";
import { t } from "@/shared/i18n";
import { useSettled } from "@/shared/ui/hooks";
import { directoryQuery } from "../lookups";
import type { Party } from "../model/newTask";
import { PickField } from "./PickField";
import {
  nearestFirst,
  partyChoice,
  partyKey,
  partyName,
  partyOf,
  partySecond,
  unitParty,
  unitsMatching,
  unitWords,
} from "./parties";
import classes from "./pick.module.css";

/** Props of CoordinatorsField; label, hint: where it gathers others than who helps; without: who leads, and therefore does not coordinate. */
interface Props {
  label?: string;
  hint?: string;
  value: Party[];
  onChange: (parties: Party[]) => void;
  without?: Party;
  error?: string;
}

/** CoordinatorsField gathers who helps (phối hợp): units and people. */
export function CoordinatorsField({ label, hint, value, onChange, without, error }: Props) {
  const me = useMe();
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const taken = new Set([...value, ...(without === undefined ? [] : [without])].map(partyKey));
  const isFree = (party: Party) => !taken.has(partyKey(party));
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const units = unitsMatching(tree, settled).map(unitParty).filter(isFree);
  const named = unitWords(tree);
  const found = useQuery(directoryQuery("coordinate", settled));
  const people = nearestFirst(found.data?.items ?? [], settled, me.unit.id)
    .map(partyOf)
    .filter(isFree);

  const box = useRef<HTMLDivElement>(null);
  const [removed, setRemoved] = useState<number>();
  // Who removes one with the keyboard goes on with the next, or adds another: never from the top of the page.
  useEffect(() => {
    if (removed === undefined) return;
    const left = box.current?.querySelectorAll<HTMLElement>("li button") ?? [];
    const next = left[Math.min(removed, left.length - 1)] ?? box.current?.querySelector<HTMLElement>("input");
    next?.focus();
    setRemoved(undefined);
  }, [removed]);

  return (
    <div ref={box}>
      <PickField
        many
        label={label ?? t("task.coordinators")}
        hint={label === undefined ? t("task.coordinators.hint") : hint}
        placeholder={label === undefined ? t("task.coordinators.add") : t("task.pick.add")}
        groups={[
          { group: t("task.pick.units"), items: units.map((party) => partyChoice(party, named)) },
          { group: t("task.pick.people"), items: people.map((party) => partyChoice(party, named)) },
        ]}
        onSearch={setWords}
        answered={found.isPlaceholderData ? undefined : settled}
        onPick={(key) => {
          const party = [...units, ...people].find((one) => partyKey(one) === key);
          if (party !== undefined) onChange([...value, { unit: party.unit, person: party.person }]);
        }}
        error={error}
      />
      {value.length > 0 && (
        <ul className={classes.parties}>
          {value.map((party, i) => (
            <li key={partyKey(party)} className={classes.party}>
              <span>
                {partyName(party)}
                <span className={classes.second}>{partySecond(party, named)}</span>
              </span>
              <ActionIcon
                aria-label={t("task.coordinators.remove", { name: partyName(party) })}
                onClick={() => {
                  onChange(value.filter((one) => one !== party));
                  setRemoved(i);
                }}
              >
                <IconX size={16} stroke={1.6} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
