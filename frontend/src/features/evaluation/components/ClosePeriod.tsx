import { Button, Progress } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { EvalPeriod } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { periodsQuery } from "../queries";
import { ClosingForm } from "./ClosingForm";
import classes from "./General.module.css";
import { ReopenForm } from "./ReopenForm";

/**
 * ClosePeriod is what may be done with a month that is over, for whoever may: close it (đóng kỳ đánh giá), confirm what
 * another asked for, watch a close that is under way, open a closed month again. Nothing for everybody else.
 */
export function ClosePeriod({ period }: { period: string }) {
  const me = useMe();
  const may = me.can.closePeriods || me.can.confirmPeriods;
  const months = useQuery({
    ...periodsQuery(),
    enabled: may,
    refetchInterval: (query) => hurry(query.state.data, period),
  });
  const month = months.data?.items.find((one) => one.period === period);
  if (!may || month === undefined || month.state === "open") return null;
  if (month.progress !== undefined) return <Closing progress={month.progress} />;
  if (month.state === "closed") return me.can.confirmPeriods ? <Asking month={month} act="reopen" /> : null;
  if (month.asked === undefined) return me.can.closePeriods ? <Asking month={month} act="close" /> : null;
  return <Asking month={month} act="confirm" />;
}

const pollMs = 1000;

/** hurry asks again each second while a close is under way, and not at all otherwise. */
function hurry(data: { items: EvalPeriod[] } | undefined, period: string): number | false {
  return data?.items.some((one) => one.period === period && one.progress !== undefined) === true ? pollMs : false;
}

/** Closing shows how far a close is that runs in the background. */
function Closing({ progress: { done, total } }: { progress: NonNullable<EvalPeriod["progress"]> }) {
  const words = t("evaluation.closing.progress", { done, total });
  return (
    <div className={classes.closing} role="status">
      {words}
      <Progress
        size={6}
        value={total === 0 ? 0 : (100 * done) / total}
        color="var(--cv-accent-fill)"
        aria-label={words}
      />
    </div>
  );
}

/** Props of Asking; opened: the dialog stands open from the start. */
interface AskingProps {
  month: EvalPeriod;
  act: "close" | "confirm" | "reopen";
  opened?: boolean;
}

/** Asking is the button of an act and its dialog. */
export function Asking({ month, act, opened = false }: AskingProps) {
  const [asking, setAsking] = useState(opened);
  const phone = usePhone();
  const Icon = act === "reopen" ? IconLockOpen : IconLock;
  const done = () => setAsking(false);
  return (
    <>
      <Button
        variant={act === "reopen" ? "default" : "filled"}
        leftSection={<Icon size={16} stroke={1.6} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t(`evaluation.${act}`)}
      </Button>
      <Dialog
        opened={asking}
        onClose={done}
        fullScreen={phone}
        size={520}
        title={t(`evaluation.${act}.title`, { month: formatMonth(month.period) })}
      >
        {act === "reopen" ? (
          <ReopenForm month={month} onDone={done} />
        ) : (
          <ClosingForm period={month.period} onDone={done} />
        )}
      </Dialog>
    </>
  );
}
