import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { EvalPeriod } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useReopenPeriod } from "../queries";
import classes from "./General.module.css";

/** ReopenForm opens a closed month again with a reason (mở lại kỳ), after saying what that changes. */
export function ReopenForm({ month, onDone }: { month: EvalPeriod; onDone: () => void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const reopen = useReopenPeriod();
  const send = () => {
    setTried(true);
    if (!isReason(reason) || reopen.isPending) return;
    reopen.mutate(
      { period: month.period, version: month.version, reason: reason.trim() },
      {
        onSuccess: () => {
          onDone();
          void toast(t("evaluation.reopen.done", { month: formatMonth(month.period) }));
        },
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className={classes.reach}>{t("evaluation.reopen.text")}</p>
      <ReasonField
        label={t("evaluation.reopen.reason")}
        value={reason}
        onChange={setReason}
        suggestions={[t("evaluation.reopen.suggest.1"), t("evaluation.reopen.suggest.2")]}
        tried={tried}
      />
      {reopen.isError && (
        <div className={classes.fault} role="alert">
          <FieldError>{sentenceOf(reopen.error)}</FieldError>
        </div>
      )}
      <Group className={classes.foot} justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={reopen.isPending}>
          {t("evaluation.reopen")}
        </Button>
      </Group>
    </form>
  );
}
