import { Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { AccountRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { FieldError } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import { Again } from "./Again";

/** ResetDialog takes the second factor off somebody who lost phone and recovery codes. */
export function ResetDialog({ row, onClose }: { row: AccountRow; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const reset = useAccountAct(accountApi.resetFactor);
  const short = reason.trim().length < 10;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (short || password === "") return;
    reset.mutate(
      { person: row.person, password, reason: reason.trim() },
      {
        onSuccess: () => {
          void toast(t("account.factor.reset.done", { name: row.name }));
          onClose();
        },
      },
    );
  }
  const named = fieldErrors(reset.error);
  return (
    <Dialog opened onClose={onClose} title={t("account.factor.reset")} size="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t("account.factor.reset.text", { name: row.name })}</Text>
          <Textarea
            label={t("account.factor.reset.reason")}
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={tried && short ? t("account.factor.reset.short") : named.reason}
          />
          <Again value={password} onChange={setPassword} tried={tried} error={reset.error} />
          {reset.isError && named.password === undefined && named.reason === undefined && (
            <FieldError>{sentenceOf(reset.error)}</FieldError>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={reset.isPending}>
              {t("account.factor.reset")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
