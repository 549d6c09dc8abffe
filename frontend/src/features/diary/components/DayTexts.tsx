import { formatDayLong } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Textarea } from "@/shared/ui/Text";
import type { Edits, Sheet } from "../model/sheet";
import classes from "./Day.module.css";

/** Props of PlanFields. */
interface Props {
  keeper: Edits;
  sheet: Sheet;
  nextWorking: string;
}

/** PlanFields asks for the plan of the next working day and for difficulties and proposals. */
export function PlanFields({ keeper, sheet, nextWorking }: Props) {
  return (
    <div className={classes.texts}>
      <Textarea
        label={
          <>
            {t("diary.plan")} <span className={classes.quiet}>{formatDayLong(nextWorking)}</span>
          </>
        }
        autosize
        minRows={3}
        maxRows={14}
        maxLength={5000}
        value={sheet.plan}
        onChange={(event) => {
          const plan = event.currentTarget.value;
          keeper.edit((now) => ({ ...now, plan }));
        }}
      />
      <Textarea
        label={t("diary.difficulties")}
        autosize
        minRows={3}
        maxRows={14}
        maxLength={5000}
        value={sheet.difficulties}
        onChange={(event) => {
          const difficulties = event.currentTarget.value;
          keeper.edit((now) => ({ ...now, difficulties }));
        }}
      />
    </div>
  );
}
