import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, isConflict, sentenceOf } from "@/shared/api/problem";
import type { DiaryRow } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { useSendBack } from "../queries";

/** Props of SendBack. */
interface Props {
  row: Pick<DiaryRow, "person" | "date" | "version">;
  onClose: () => void;
}

/** SendBack asks for the reason and returns a day to its author (trả lại để bổ sung). */
export function SendBack({ row, onClose }: Props) {
  const { person, date } = row;
  const reason = useDraft(`diary.return.${person.id}.${date}`, "");
  const [tried, setTried] = useState(false);
  const sendBack = useSendBack();
  const phone = usePhone();
  const error = sendBack.error;
  const send = () => {
    setTried(true);
    if (!isReason(reason.value)) return;
    sendBack.mutate(
      { row, reason: reason.value },
      {
        onSuccess: () => {
          reason.clear();
          onClose();
          void toast(t("diary.sentBack", { name: person.name }));
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      fullScreen={phone}
      title={t("diary.sendBack.title", { name: person.name, date: formatDay(date) })}
    >
      <Stack>
        <ReasonField
          label={t("diary.sendBack.reason")}
          value={reason.value}
          onChange={reason.set}
          suggestions={[t("diary.sendBack.s1"), t("diary.sendBack.s2"), t("diary.sendBack.s3")]}
          tried={tried}
          error={fieldErrors(error).reason}
        />
        {error !== null && fieldErrors(error).reason === undefined && (
          <div role="alert">
            <FieldError>{isConflict(error) ? t("diary.changed") : sentenceOf(error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={sendBack.isPending} onClick={send}>
            {t("diary.sendBack")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
