import { Select, type SelectProps } from "@mantine/core";
import { useState } from "react";
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
  leftSection?: React.ReactNode;
  /** What is chosen; it is shown whether or not the present search finds it. */
  chosen?: Choice;
  groups: ChoiceGroup[];
  /** Called with the words typed, "" while nothing is searched for. */
  onSearch: (words: string) => void;
  onPick: (value: string | undefined) => void;
  error?: string;
}

/** PickField is a box to search and choose one thing; the server searches, so nothing is filtered again here. */
export function PickField(props: Props) {
  const { label, hint, chosen, groups, onSearch, onPick, error, ...rest } = props;
  const [words, setWords] = useState(chosen?.label ?? "");
  const all = groups.flatMap((group) => group.items);
  const found = new Map([...all, ...(chosen === undefined ? [] : [chosen])].map((choice) => [choice.value, choice]));
  const listed = chosen === undefined || all.some((choice) => choice.value === chosen.value);

  const renderOption: SelectProps["renderOption"] = ({ option }) => {
    const choice = found.get(option.value);
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
      value={chosen?.value ?? null}
      searchValue={words}
      onSearchChange={(typed) => {
        setWords(typed);
        // The box also holds the name of what is chosen; that is not a search.
        onSearch(typed === chosen?.label ? "" : typed.trim());
      }}
      onChange={(value) => onPick(value ?? undefined)}
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
      error={error === undefined ? undefined : <FieldError>{error}</FieldError>}
    />
  );
}
