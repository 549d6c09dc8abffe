import { NativeSelect, SegmentedControl } from "@mantine/core";
import type { DiaryDay, Place } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import classes from "./Day.module.css";

const places: Place[] = ["remote", "office", "field", "off"];

/** Props of Places. */
interface Props {
  value: DiaryDay["place"];
  onChange: (value: DiaryDay["place"]) => void;
}

/** Places asks where the author works in each half of the day. */
export function Places({ value, onChange }: Props) {
  const phone = usePhone();
  const data = places.map((place) => ({ value: place, label: t(`diary.place.${place}`) }));
  return (
    <div className={classes.places}>
      {(["am", "pm"] as const).map((half) => {
        const set = (place: string) => onChange({ ...value, [half]: place as Place });
        return phone ? (
          <NativeSelect
            key={half}
            className={classes.place}
            label={t(`diary.${half}`)}
            data={data}
            value={value[half]}
            onChange={(event) => set(event.currentTarget.value)}
          />
        ) : (
          <div key={half} className={classes.place}>
            <span id={`place-${half}`}>{t(`diary.${half}`)}</span>
            <SegmentedControl aria-labelledby={`place-${half}`} data={data} value={value[half]} onChange={set} />
          </div>
        );
      })}
    </div>
  );
}

/** placesText writes the places of a day in one line: "Sáng tại nhà, chiều cơ quan". */
export function placesText({ am, pm }: DiaryDay["place"]): string {
  if (am === pm) return t("diary.place.day", { place: t(`diary.place.${am}`) });
  return t("diary.place.halves", { am: t(`diary.place.${am}`), pm: t(`diary.place.${pm}`) });
}
