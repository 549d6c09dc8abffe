import { Button, Group, Select, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { UnitRef } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { ErrorState } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { toast } from "@/shared/ui/toast";
import type { ListState } from "../list/listState";
import { useSave } from "../queries";
import { savedOf } from "./saved";

/** Props of SaveDialog; share are the units that the person heads. */
interface Props {
  list: ListState;
  share: UnitRef[];
  onClose: () => void;
}

/** SaveDialog asks for a name under which the list on screen is kept, and for whom. */
export function SaveDialog({ list, share, onClose }: Props) {
  const phone = usePhone();
  const save = useSave();
  const [name, setName] = useState("");
  const [shared, setShared] = useState("");
  const [tried, setTried] = useState(false);
  const missing = name.trim() === "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    save.mutate(
      { name, shared: shared || undefined, list: savedOf(list) },
      {
        onSuccess: () => {
          void toast(t("task.saved.done", { name }));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog opened onClose={onClose} title={t("task.saved.add")} fullScreen={phone}>
      <form onSubmit={send} noValidate>
        <Stack>
          <TextInput
            label={t("task.saved.name")}
            placeholder={t("task.saved.example")}
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && missing ? t("task.saved.noName") : undefined}
          />
          {share.length > 0 && (
            <Select
              label={t("task.saved.for")}
              allowDeselect={false}
              data={[
                { value: "", label: t("task.saved.forMe") },
                ...share.map(({ id, name: unit }) => ({ value: id, label: t("task.saved.forUnit", { unit }) })),
              ]}
              value={shared}
              onChange={(value) => setShared(value ?? "")}
            />
          )}
          {save.isError && <ErrorState title={t("task.saved.failed")} error={save.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t("task.saved.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
