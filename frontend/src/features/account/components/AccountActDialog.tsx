import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { sentenceOf } from "@/shared/api/problem";
import type { AccountRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";

/** AccountAct is what an administrator does to an account: a new state, or the end of its sessions. */
export type AccountAct = "disabled" | "closed" | "active" | "sessions";

/** Props of AccountActDialog. */
interface Props {
  row: AccountRow;
  act: AccountAct;
  onClose: () => void;
}

/** AccountActDialog says what an act does, asks for a reason where it goes into the audit, and does it. */
export function AccountActDialog({ row, act, onClose }: Props) {
  const [reason, setReason] = useState("");
  const send = useAccountAct(() =>
    act === "sessions"
      ? accountApi.endSessionsOf(row.person)
      : accountApi.setState(row.person, { version: row.version, state: act, reason: reason.trim() || undefined }),
  );
  const done = () => {
    void toast(t(`account.act.${act}.done`, { name: row.name }));
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t(`account.act.${act}`)} size="md">
      <Text mb="md">{t(`account.act.${act}.text`, { name: row.name })}</Text>
      {act !== "sessions" && (
        <Textarea
          label={t("account.act.reason")}
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {send.isError && <FieldError>{sentenceOf(send.error)}</FieldError>}
      <Group justify="flex-end" gap="sm" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button loading={send.isPending} onClick={() => send.mutate(undefined, { onSuccess: done })}>
          {t(`account.act.${act}`)}
        </Button>
      </Group>
    </Dialog>
  );
}
