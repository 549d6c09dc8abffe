import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { isReason, ReasonField } from "@/shared/ui/ReasonField";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { IncomingDocument } from "../api";
import { useCancel } from "../queries";

/** Props of CancelDialog. */
interface Props {
  line: IncomingDocument;
  onClose: () => void;
}

/** CancelDialog takes a line out of the count (hủy số đến); its number stays in the register. */
export function CancelDialog({ line, onClose }: Props) {
  const phone = usePhone();
  const draft = useDraft(`incoming.cancel.${line.id}`, "");
  const reason = draft.value;
  const [tried, setTried] = useState(false);
  const cancel = useCancel(line.id);
  const ref = useFaultFocus(cancel.error ?? tried);
  return (
    <Dialog opened onClose={onClose} fullScreen={phone} title={t("incoming.cancel.of", { n: line.n })}>
      <form
        ref={ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (cancel.isPending || !isReason(reason)) return;
          cancel.mutate(
            { version: line.version, reason: reason.trim() },
            {
              onSuccess: () => {
                draft.clear();
                void toast(t("incoming.cancel.done", { n: line.n }));
                onClose();
              },
            },
          );
        }}
      >
        <Stack gap="sm">
          <Restored draft={draft} />
          <ReasonField
            label={t("incoming.cancel.reason")}
            value={reason}
            onChange={draft.set}
            suggestions={[t("incoming.cancel.twice"), t("incoming.cancel.wrong")]}
            tried={tried}
            error={fieldErrors(cancel.error).reason}
          />
          {cancel.isError && (
            <div role="alert">
              <FieldError>{sentenceOf(cancel.error)}</FieldError>
            </div>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={cancel.isPending}>
              {t("incoming.cancel.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
