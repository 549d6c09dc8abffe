import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldErrors, sentenceOf } from "@/shared/api/problem";
import type { FactorPolicy } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { accountApi } from "../api";
import { useAccountAct } from "../queries";
import { Again } from "./Again";

const roles = ["head", "deputy", "officer", "clerk", "monitor", "hr", "inspector", "admin"] as const;

/** Props of PolicyDialog; policy is what the agency requires now. */
interface Props {
  policy: FactorPolicy;
  onClose: () => void;
}

/** PolicyDialog is where an administrator of the agency requires the second factor of roles. */
export function PolicyDialog({ policy, onClose }: Props) {
  const [chosen, setChosen] = useState<FactorPolicy["roles"]>(policy.roles);
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const save = useAccountAct(accountApi.setFactorPolicy);
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (password === "") return;
    save.mutate(
      { roles: chosen, version: policy.version, password },
      {
        onSuccess: () => {
          void toast(t("account.factor.policy.done"));
          onClose();
        },
      },
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t("account.factor.policy")} size="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Text>{t("account.factor.policy.text")}</Text>
          <Checkbox.Group
            label={t("account.factor.policy.roles")}
            value={chosen}
            onChange={(value) => setChosen(roles.filter((role) => value.includes(role)))}
          >
            <Stack gap="xs" mt="xs">
              {roles.map((role, i) => (
                <Checkbox
                  key={role}
                  value={role}
                  label={tx(`account.role.${role}`, "account.role.other")}
                  data-autofocus={i === 0 || undefined}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {policy.by !== undefined && policy.at !== undefined && (
            <Text size="sm" c="dimmed">
              {t("account.factor.policy.by", { name: policy.by.name, time: formatInstant(policy.at) })}
            </Text>
          )}
          <Again value={password} onChange={setPassword} tried={tried} error={save.error} />
          {save.isError && fieldErrors(save.error).password === undefined && (
            <FieldError>{sentenceOf(save.error)}</FieldError>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("account.factor.policy.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
