import { Button, Group, Modal } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { usePhone } from "@/features/task/hooks";
import { sentenceOf } from "@/shared/api/problem";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useClosePeriod } from "../queries";
import classes from "./General.module.css";

/** ClosePeriod closes a month that is over (đóng kỳ đánh giá), after saying what that means: there is no way back. */
export function ClosePeriod({ period }: { period: string }) {
  const [asking, setAsking] = useState(false);
  const close = useClosePeriod();
  const phone = usePhone();
  const month = formatMonth(period);
  const run = () =>
    close.mutate(period, {
      onSuccess: () => {
        setAsking(false);
        void toast(t("evaluation.close.done", { month }));
      },
    });
  return (
    <>
      <Button leftSection={<IconLock size={16} stroke={1.6} aria-hidden />} onClick={() => setAsking(true)}>
        {t("evaluation.close")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        fullScreen={phone}
        title={t("evaluation.close.title", { month })}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <p>{t("evaluation.close.text")}</p>
        {close.isError && (
          <div className={classes.fault} role="alert">
            <FieldError>{sentenceOf(close.error)}</FieldError>
          </div>
        )}
        <Group className={classes.foot} justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("cancel")}
          </Button>
          <Button loading={close.isPending} onClick={run}>
            {t("evaluation.close")}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
