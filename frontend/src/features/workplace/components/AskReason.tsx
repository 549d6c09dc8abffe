import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";

/** Props of AskReason; place names the draft, send what the button does. */
interface Props {
  title: string;
  button: string;
  place: string;
  suggestions?: string[];
  busy: boolean;
  error: unknown;
  onSend: (reason: string, done: () => void) => void;
  onClose: () => void;
}

/** AskReason asks why something is refused, taken back or cancelled. */
export function AskReason({ title, button, place, suggestions, busy, error, onSend, onClose }: Props) {
  const reason = useDraft(`work.reason.${place}`, "");
  const [tried, setTried] = useState(false);
  const phone = usePhone();
  const send = () => {
    setTried(true);
    if (!isReason(reason.value)) return;
    onSend(reason.value, () => {
      reason.clear();
      onClose();
    });
  };
  return (
    <Dialog opened onClose={onClose} fullScreen={phone} title={title}>
      <Stack>
        <ReasonField
          label={t("work.reason")}
          value={reason.value}
          onChange={reason.set}
          suggestions={suggestions}
          tried={tried}
          error={fieldErrors(error).reason}
        />
        {error !== null && error !== undefined && fieldErrors(error).reason === undefined && (
          <div role="alert">
            <FieldError>{sentenceOf(error)}</FieldError>
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button loading={busy} onClick={send}>
            {button}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
