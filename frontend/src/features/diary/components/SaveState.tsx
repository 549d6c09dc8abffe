import { Button } from "@mantine/core";
import { IconAlertCircle, IconCloudUp } from "@tabler/icons-react";
import { sentenceOf } from "@/shared/api/problem";
import { formatInstantWhen } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import type { Keeper, KeeperState } from "../model/keeper";
import { totalMinutes, written } from "../model/sheet";
import classes from "./Day.module.css";

/** Props of SaveState. */
interface Props {
  keeper: Keeper;
  state: KeeperState;
  today: string;
}

/** SaveState sums the day up and says whether the server has it: "6 giờ 15 phút trong 5 dòng · đã lưu lúc 16:20". */
export function SaveState({ keeper, state, today }: Props) {
  const { sheet } = state;
  const minutes = totalMinutes(sheet);
  const n = written(sheet).length;
  return (
    <div className={classes.sum}>
      <span>
        {minutes > 0 && <strong>{formatMinutes(minutes)} </strong>}
        {n > 0 && (minutes > 0 ? t("diary.sum.in", { n }) : t("diary.sum", { n }))}
      </span>
      <span className={classes.saving} role="status">
        <Saved keeper={keeper} state={state} today={today} />
        {state.submitting && (
          <>
            {" · "}
            {t("diary.submit.later")}{" "}
            <Button variant="default" size="xs" onClick={() => keeper.withdraw()}>
              {t("diary.submit.withdraw")}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}

function Saved({ keeper, state: { saving, day }, today }: Props) {
  switch (saving.kind) {
    case "saved":
      return day.updatedAt === undefined ? null : t("diary.saved", { time: formatInstantWhen(day.updatedAt, today) });
    case "typing":
    case "saving":
      return t("diary.saving");
    case "retrying":
      return (
        <>
          <IconCloudUp size={16} stroke={1.6} aria-hidden /> {t("diary.retrying")}{" "}
          <Button variant="default" size="xs" onClick={() => keeper.retry()}>
            {t("retry")}
          </Button>
        </>
      );
    case "refused":
      return (
        <span className={classes.fault}>
          <IconAlertCircle size={16} stroke={1.6} aria-hidden /> {sentenceOf(saving.error)} {t("error.textIsSafe")}
        </span>
      );
    case "conflict":
      return t("diary.conflict");
  }
}
