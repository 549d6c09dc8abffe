import { Button, Popover } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DayCalendar } from "@/shared/ui/DayCalendar";

/** Props of DayPicker; days are "YYYY-MM-DD", none after max can be chosen. */
interface Props {
  value: string;
  max: string;
  onChange: (day: string) => void;
}

/** DayPicker chooses a day in a calendar that shows the days off. */
export function DayPicker({ value, max, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [month, setMonth] = useState(value);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          fw={400}
          leftSection={<IconCalendar size={16} stroke={1.6} aria-hidden />}
          aria-label={t("diary.day", { date: formatDay(value) })}
          onClick={() => {
            setMonth(value);
            setOpen(!open);
          }}
        >
          {formatDay(value)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <DayCalendar
          month={month}
          onMonth={setMonth}
          value={value}
          max={max}
          onChoose={(day) => {
            onChange(day);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
