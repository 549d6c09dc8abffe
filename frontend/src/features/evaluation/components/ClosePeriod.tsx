import { Button, Modal } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState } from "react";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePhone } from "@/shared/ui/hooks";
import { ClosingForm } from "./ClosingForm";

/** ClosePeriod closes a month that is over (đóng kỳ đánh giá), after saying what that does to the whole agency. */
export function ClosePeriod({ period }: { period: string }) {
  const [asking, setAsking] = useState(false);
  const phone = usePhone();
  return (
    <>
      <Button leftSection={<IconLock size={16} stroke={1.6} aria-hidden />} onClick={() => setAsking(true)}>
        {t("evaluation.close")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        fullScreen={phone}
        size={520}
        title={t("evaluation.close.title", { month: formatMonth(period) })}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <ClosingForm period={period} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}
