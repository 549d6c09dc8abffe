import { Input, Popover, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useToday } from "@/shared/api/today";
import { formatDay } from "@/shared/format/date";
import { parseDay } from "@/shared/format/dayInput";
import { t } from "@/shared/i18n";
import { DayCalendar } from "@/shared/ui/DayCalendar";
import classes from "./form.module.css";

/** What stands in a field of a day: the day, and the text while it is typed or is not a day at all. */
export interface TypedDay {
  day?: string;
  text?: string;
}

/** Props of DayField. */
interface Props {
  label: string;
  placeholder: string;
  value: TypedDay;
  onChange: (value: TypedDay) => void;
  /** Something else is wrong with the day. */
  faulty: boolean;
  /** Is told the fault of a text that is no day. Must stay the same function. */
  onFault: (fault: string | undefined) => void;
}

/**
 * DayField takes a day by typing, day first, or from a calendar. A text that is no day stays as it was typed and is a fault:
 * it must not quietly become another day.
 */
export function DayField({ label, placeholder, value, onChange, faulty, onFault }: Props) {
  const today = useToday()?.date;
  const { day, text = day === undefined ? "" : formatDay(day) } = value;
  // The first Escape closes the calendar, not the dialog with the whole form.
  const [open, setOpen] = useState(false);
  const [focused, setFocused] = useState(false);
  const [month, setMonth] = useState<string>();
  const unread = !focused && day === undefined && text.trim() !== "";
  const fault = unread ? t("task.due.unread", { text: text.trim() }) : undefined;
  useEffect(() => onFault(fault), [onFault, fault]);
  // A field that is gone has no fault.
  useEffect(() => () => onFault(undefined), [onFault]);

  const choose = (chosen: string | undefined) => {
    onChange({ day: chosen });
    setOpen(false);
  };
  return (
    <Popover opened={open} trapFocus={false} position="bottom-start" withRoles={false} withinPortal={false}>
      <Popover.Target>
        <TextInput
          className={classes.day}
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          data-mantine-stop-propagation={open}
          value={text}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            const read = parseDay(typed);
            onChange({ day: read, text: typed === "" ? undefined : typed });
            if (read !== undefined) setMonth(read);
            setOpen(true);
          }}
          onFocus={() => {
            setFocused(true);
            setMonth(day ?? today);
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setFocused(false);
            setOpen(false);
            if (day !== undefined && value.text !== undefined) onChange({ day });
          }}
          onKeyDown={(event) => event.key === "Escape" && setOpen(false)}
          error={faulty || unread}
          rightSectionPointerEvents="all"
          rightSection={
            text !== "" && (
              <Input.ClearButton
                className={classes.clear}
                aria-label={t("task.pick.clear", { label })}
                onClick={() => choose(undefined)}
              />
            )
          }
        />
      </Popover.Target>
      <Popover.Dropdown onMouseDown={(event) => event.preventDefault()}>
        <DayCalendar month={month} onMonth={setMonth} value={day} onChoose={choose} keepsFocus />
      </Popover.Dropdown>
    </Popover>
  );
}
