import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { DayInput } from "@/shared/ui/DayInput";
import { TextInput } from "@/shared/ui/Text";
import type { DayType, NewDay } from "../api";
import { dayTypes } from "../model/days";
import classes from "./Calendar.module.css";

/** Props of DayFields; errors by the path of the field that was sent. fixed: the days are announced, only names may be mended. */
interface Props {
  days: NewDay[];
  onChange: (days: NewDay[]) => void;
  errors: Record<string, string>;
  fixed: boolean;
}

/** DayFields are the days that one document decides: a day off, and the Saturday that is worked for it. */
export function DayFields({ days, onChange, errors, fixed }: Props) {
  const put = (i: number, day: NewDay) => onChange(days.map((one, at) => (at === i ? day : one)));
  return (
    <div>
      {days.map((day, i) => (
        // Days have no name but their place until they are sent.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={i} className={classes.day}>
          <legend className={classes.legend}>{t("calendar.day.nth", { n: i + 1 })}</legend>
          <DayInput
            label={t("calendar.date")}
            required
            value={day.date}
            onChange={(date) => put(i, { ...day, date })}
            error={errors[`days[${i}].date`]}
          />
          <NativeSelect
            label={t("calendar.type")}
            value={day.type}
            onChange={(event) => put(i, { ...day, type: event.currentTarget.value as DayType })}
            data={dayTypes.map((value) => ({ value, label: t(`calendar.type.${value}`) }))}
            error={errors[`days[${i}].type`]}
          />
          <TextInput
            label={t("calendar.name")}
            required
            maxLength={100}
            value={day.name}
            onChange={(event) => put(i, { ...day, name: event.currentTarget.value })}
            error={errors[`days[${i}].name`]}
          />
          <ActionIcon
            variant="subtle"
            className={classes.remove}
            aria-label={t("calendar.day.remove", { n: i + 1 })}
            disabled={days.length === 1}
            onClick={() => onChange(days.filter((_, at) => at !== i))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      {!fixed && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...days, { date: "", name: "", type: "swapped-work" }])}
        >
          {t("calendar.day.more")}
        </Button>
      )}
    </div>
  );
}
