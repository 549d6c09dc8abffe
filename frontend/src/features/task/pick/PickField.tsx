import { Select, type SelectProps } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import classes from "./pick.module.css";

/** One thing to choose: a second line and a remark at the right help to tell it from others. */
export interface Choice {
  value: string;
  label: string;
  second?: string;
  end?: string;
}

/** Choices under one heading. */
export interface ChoiceGroup {
  group: string;
  items: Choice[];
}

/** Props of PickField. */
interface Props {
  label: string;
  /** A remark beside the name of the field. */
  hint?: string;
  placeholder?: string;
  required?: boolean;
  clearable?: boolean;
  /** Several are gathered: the box is empty again after each choice. */
  many?: boolean;
  leftSection?: React.ReactNode;
  /** What is chosen; it is shown whether or not the present search finds it. */
  chosen?: Choice;
  groups: ChoiceGroup[];
  /** Called with the words typed, "" while nothing is searched for. */
  onSearch: (words: string) => void;
  /** The words the groups are the answer to; nothing while an older answer is still shown. */
  answered: string | undefined;
  onPick: (value: string | undefined) => void;
  error?: string;
}

/**
 * PickField is a box to search and choose one thing; the server searches, so nothing is filtered again here. Enter takes the
 * first of what was found for the words in the box, never of an older answer; words that were not chosen from stay.
 */
export function PickField(props: Props) {
  const { label, hint, chosen, groups, many, onSearch, answered, onPick, error, ...rest } = props;
  const [words, setWords] = useState(chosen?.label ?? "");
  const [seen, setSeen] = useState(chosen?.value);
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState(false);
  // Enter came before the answer did.
  const [hurried, setHurried] = useState(false);
  if (chosen?.value !== seen) {
    setSeen(chosen?.value);
    setWords(chosen?.label ?? "");
  }
  const all = groups.flatMap((group) => group.items);
  const known = new Map([...all, ...(chosen === undefined ? [] : [chosen])].map((choice) => [choice.value, choice]));
  const listed = chosen === undefined || all.some((choice) => choice.value === chosen.value);
  const searched = words === chosen?.label ? "" : words.trim();
  const isAnswered = searched !== "" && answered === searched;
  const unpicked = left && chosen === undefined && words.trim() !== "";
  const fault = unpicked ? t("task.pick.unpicked", { words: words.trim() }) : error;

  const take = (value: string | undefined) => {
    onPick(value);
    if (!many) return;
    setWords("");
    onSearch("");
  };
  const only = all.length === 1 ? all[0]?.value : undefined;
  useEffect(() => {
    if (!hurried || !isAnswered) return;
    setHurried(false);
    // Among several nobody has seen yet, the choice is the person's.
    if (only === undefined) return;
    take(only);
    setOpen(false);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (searched === "") return;
    // Words being searched for are no form to be sent.
    event.preventDefault();
    if (!isAnswered) setHurried(true);
  };

  const renderOption: SelectProps["renderOption"] = ({ option }) => {
    const choice = known.get(option.value);
    return (
      <span className={classes.option}>
        <span className={classes.main}>
          {option.label}
          {choice?.second !== undefined && <span className={classes.second}>{choice.second}</span>}
        </span>
        {choice?.end !== undefined && <span className={classes.end}>{choice.end}</span>}
      </span>
    );
  };

  return (
    <Select
      {...rest}
      label={
        hint === undefined ? (
          label
        ) : (
          <>
            {label} <span className={classes.hint}>· {hint}</span>
          </>
        )
      }
      searchable
      classNames={{ input: classes.box, option: classes.line }}
      value={chosen?.value ?? null}
      searchValue={words}
      onInput={(event) => {
        const typed = event.currentTarget.value;
        setWords(typed);
        setHurried(false);
        onSearch(typed === chosen?.label ? "" : typed.trim());
      }}
      onSearchChange={(shown) => {
        // The list empties the box when it is left without a choice; what was typed there is the person's.
        if (shown !== chosen?.label) return;
        setWords(shown);
        onSearch("");
      }}
      onClear={() => {
        setWords("");
        onSearch("");
      }}
      dropdownOpened={open}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      selectFirstOptionOnChange={isAnswered}
      onKeyDown={onKeyDown}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      onChange={(value) => take(value ?? undefined)}
      data={[
        ...groups.filter((group) => group.items.length > 0),
        ...(listed || chosen === undefined ? [] : [{ group: t("task.pick.chosen"), items: [chosen] }]),
      ]}
      filter={({ options }) => options}
      renderOption={renderOption}
      nothingFoundMessage={t("task.pick.nothing")}
      maxDropdownHeight={320}
      // The list belongs to the dialog it is opened from.
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ className: classes.clear, "aria-label": t("task.pick.clear", { label }) }}
      error={fault === undefined ? undefined : <FieldError>{fault}</FieldError>}
    />
  );
}
