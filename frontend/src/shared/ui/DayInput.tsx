import { Popover, TextInput } from "@mantine/core";
import { useState } from "react";
import { formatDay } from "@/shared/format/date";
import { parseDay } from "@/shared/format/dayInput";
import { t } from "@/shared/i18n";
import { DayCalendar } from "./DayCalendar";

/** Props of DayInput; value is a day "YYYY-MM-DD" or what was typed that is none yet. */
interface Props {
  label?: string;
  /** Its name where the label does not stand above it. */
  ariaLabel?: string;
  /** What stands in it while it is empty; how a day is typed unless given. */
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  description?: string;
  error?: string;
}

/**
 * DayInput takes a day by typing, day first, or from a calendar, which stands over everything: a small dialog would cut it
 * off. A text that is no day stays as it was typed.
 */
export function DayInput({ label, ariaLabel, placeholder, value, onChange, required, description, error }: Props) {
  const [open, setOpen] = useState(false);
  const [month, setMonth] = useState<string>();
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  return (
    <Popover opened={open} trapFocus={false} position="bottom-start" withRoles={false}>
      <Popover.Target>
        <TextInput
          label={label}
          aria-label={ariaLabel}
          description={description}
          placeholder={placeholder ?? t("day.placeholder")}
          required={required}
          autoComplete="off"
          data-mantine-stop-propagation={open}
          value={day === undefined ? value : formatDay(day)}
          onChange={(event) => onChange(event.currentTarget.value)}
          onFocus={() => {
            setMonth(day);
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            const read = parseDay(value);
            if (day === undefined && read !== undefined) onChange(read);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") setOpen(false);
          }}
          error={error ?? (!open && day === undefined && value.trim() !== "" ? t("day.unread") : undefined)}
        />
      </Popover.Target>
      <Popover.Dropdown onMouseDown={(event) => event.preventDefault()}>
        <DayCalendar
          month={month}
          onMonth={setMonth}
          value={day}
          onChoose={(chosen) => {
            onChange(chosen);
            setOpen(false);
          }}
          keepsFocus
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** dayOfText is the day in a field: one that was chosen, or that its text says; "" for none. A text that is no day stays. */
export function dayOfText(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : (parseDay(text) ?? text.trim());
}
