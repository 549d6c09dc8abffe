import "dayjs/locale/vi";
import { DatePickerInput } from "@mantine/dates";
import { formatDay } from "@/shared/format/date";
import { language, t } from "@/shared/i18n";

/** Props of DayPicker; days are "YYYY-MM-DD", none after max can be chosen. */
interface Props {
  value: string;
  max: string;
  onChange: (day: string) => void;
}

/** DayPicker chooses a day in a calendar that begins on Monday. */
export function DayPicker({ value, max, onChange }: Props) {
  return (
    <DatePickerInput
      aria-label={t("diary.day", { date: formatDay(value) })}
      valueFormat="DD/MM/YYYY"
      locale={language()}
      firstDayOfWeek={1}
      maxDate={max}
      value={value}
      onChange={(day) => day !== null && onChange(day)}
    />
  );
}
