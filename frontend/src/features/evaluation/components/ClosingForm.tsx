import { Button, Checkbox, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { EvalClosure } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { ErrorState, FieldError, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { closureQuery, useClosePeriod } from "../queries";
import classes from "./General.module.css";

/** Props of ClosingForm. */
interface Props {
  period: string;
  onDone: () => void;
}

/** ClosingForm says whom and what a close reaches, and closes only after a tick: there is no way back. */
export function ClosingForm({ period, onDone }: Props) {
  const [understood, setUnderstood] = useState(false);
  const closure = useQuery(closureQuery(period));
  const close = useClosePeriod();
  const month = formatMonth(period);
  const run = (seen: EvalClosure) =>
    close.mutate(seen, {
      onSuccess: () => {
        onDone();
        void toast(t("evaluation.close.done", { month }));
      },
      // The month may have moved on meanwhile: the numbers are asked anew, and so is the tick.
      onError: () => setUnderstood(false),
    });
  if (closure.data === undefined) {
    return closure.isError ? (
      <ErrorState
        title={t("evaluation.close.failed")}
        error={closure.error}
        onRetry={() => void closure.refetch()}
        textIsSafe
      />
    ) : (
      <SkeletonRows />
    );
  }
  const { ungraded, undecided, next } = closure.data;
  return (
    <>
      <p className={classes.reach}>{t("evaluation.close.reach", { month })}</p>
      <ul className={classes.facts}>
        <li>
          {ungraded === 0 ? t("evaluation.close.ungraded.none") : t("evaluation.close.ungraded", { n: ungraded })}
        </li>
        <li>
          {undecided === 0
            ? t("evaluation.close.undecided.none")
            : t("evaluation.close.undecided", { n: undecided, month: formatMonth(next) })}
        </li>
        <li>{t("evaluation.close.text")}</li>
      </ul>
      <Checkbox
        size="sm"
        label={t("evaluation.close.understood", { month })}
        checked={understood}
        onChange={(event) => setUnderstood(event.currentTarget.checked)}
      />
      {close.isError && (
        <div className={classes.fault} role="alert">
          <FieldError>{sentenceOf(close.error)}</FieldError>
        </div>
      )}
      <Group className={classes.foot} justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button disabled={!understood} loading={close.isPending} onClick={() => run(closure.data)}>
          {t("evaluation.close.all")}
        </Button>
      </Group>
    </>
  );
}
