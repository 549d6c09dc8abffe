import { ActionIcon, NumberInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useMe } from "@/shared/api/session";
import { unitsQuery } from "@/shared/api/units";
import { t } from "@/shared/i18n";
import { DayInput } from "@/shared/ui/DayInput";
import { useSettled } from "@/shared/ui/hooks";
import { FieldError } from "@/shared/ui/States";
import { directoryQuery } from "../lookups";
import type { Helper, Party, Reader } from "../model/newTask";
import { ShareBar } from "../parts/ShareBar";
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
interface Props<P extends Party> {
  label?: string;
  hint?: string;
  value: P[];
  onChange: (parties: P[]) => void;
  without?: Party;
  error?: string;
  /** Units are not offered. */
  peopleOnly?: boolean;
  /** What share of the work each has and until when is agreed here; who leads has the rest; due: when the work is, if known. */
  shares?: { lead: Party | undefined; due?: string };
}

/** CoordinatorsField gathers who helps (phối hợp): units and people, with the shares agreed and their own deadlines. */
export function CoordinatorsField<P extends Helper & Reader>({
  label,
  hint,
  value,
  onChange,
  without,
  error,
  shares,
  peopleOnly = false,
}: Props<P>) {
  const me = useMe();
  const [words, setWords] = useState("");
  const settled = useSettled(words);
  const taken = new Set([...value, ...(without === undefined ? [] : [without])].map(partyKey));
  const isFree = (party: Party) => !taken.has(partyKey(party));
  const tree = useQuery(unitsQuery()).data?.items ?? [];
  const units = peopleOnly ? [] : unitsMatching(tree, settled).map(unitParty).filter(isFree);
  const named = unitWords(tree);
  const found = useQuery(directoryQuery("coordinate", settled));
  const people = nearestFirst(found.data?.items ?? [], settled, me.unit.id)
    .map(partyOf)
    .filter(isFree);

  const rest = 100 - value.reduce((sum, { share = 0 }) => sum + share, 0);
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
          if (party !== undefined) onChange([...value, { unit: party.unit, person: party.person } as P]);
        }}
        error={error}
      />
      {value.length > 0 && (
        <ul className={classes.parties}>
          {shares !== undefined && (
            <li className={classes.party}>
              <span>
                {shares.lead === undefined ? t("task.lead") : partyName(shares.lead)}
                <span className={classes.second}>{t("task.part.leads")}</span>
              </span>
              <strong className={classes.rest}>{rest}%</strong>
            </li>
          )}
          {value.map((party, i) => (
            <li key={partyKey(party)} className={classes.party}>
              <span className={classes.name}>
                {partyName(party)}
                <span className={classes.second}>{partySecond(party, named)}</span>
              </span>
              {shares !== undefined && (
                <Agreed
                  helper={party}
                  begins={i === 0}
                  name={partyName(party)}
                  onChange={(change) => onChange(value.map((one) => (one === party ? { ...one, ...change } : one)))}
                />
              )}
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
          {shares !== undefined && rest < 100 && (
            <li className={classes.bar}>
              <ShareBar
                parts={[
                  {
                    name: shares.lead === undefined ? t("task.lead") : partyName(shares.lead),
                    share: Math.max(rest, 0),
                  },
                  ...value.map((party) => ({ name: partyName(party), share: party.share ?? 0 })),
                ]}
              />
            </li>
          )}
        </ul>
      )}
      {shares !== undefined && rest < 1 && <FieldError>{t("task.part.tooMuch", { sum: 100 - rest })}</FieldError>}
    </div>
  );
}

/** Props of Agreed. */
interface AgreedProps {
  helper: Helper;
  name: string;
  onChange: (change: Pick<Helper, "share" | "due">) => void;
  /** A dialog that is about this alone begins here. */
  begins: boolean;
}

/** Agreed is what was agreed with one who helps: the share in percent, and a deadline of their own. */
function Agreed({ helper, name, onChange, begins }: AgreedProps) {
  return (
    <span className={classes.agreed}>
      <span className={classes.due}>
        <DayInput
          ariaLabel={t("task.part.dueOf", { name })}
          placeholder={t("task.part.dueLike")}
          value={helper.due ?? ""}
          onChange={(due) => onChange({ due })}
        />
      </span>
      <NumberInput
        className={classes.percent}
        data-autofocus={begins || undefined}
        aria-label={t("task.part.shareOf", { name })}
        placeholder={t("task.part.shareNone")}
        suffix="%"
        min={0}
        max={99}
        clampBehavior="none"
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={helper.share ?? ""}
        onChange={(share) => onChange({ share: typeof share === "number" ? share : undefined })}
      />
    </span>
  );
}
