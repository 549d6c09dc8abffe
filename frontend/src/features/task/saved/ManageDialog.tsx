import { Button, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { SavedFilter } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { ErrorState } from "@/shared/ui/States";
import { TextInput } from "@/shared/ui/Text";
import { useChangeSaved, useRemoveSaved } from "../queries";

/** Props of ManageDialog; items are those that the person may change. */
interface Props {
  items: SavedFilter[];
  onClose: () => void;
}

/** ManageDialog renames and removes saved lists; removing asks once more. */
export function ManageDialog({ items, onClose }: Props) {
  const phone = usePhone();
  return (
    <Dialog opened onClose={onClose} title={t("task.saved.manage")} fullScreen={phone}>
      <Stack>
        {items.length === 0 && <Text>{t("task.saved.none")}</Text>}
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("task.saved.finish")}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Item({ item }: { item: SavedFilter }) {
  const [name, setName] = useState(item.name);
  const [sure, setSure] = useState(false);
  const change = useChangeSaved();
  const remove = useRemoveSaved();
  const renamed = name.trim() !== "" && name.trim() !== item.name;
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (renamed) change.mutate({ item, name });
  };
  return (
    <form onSubmit={rename}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          label={
            item.shared === undefined ? t("task.saved.name") : t("task.saved.nameOf", { unit: item.shared.shortName })
          }
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {renamed && (
          <Button type="submit" variant="light" loading={change.isPending}>
            {t("task.saved.rename")}
          </Button>
        )}
        {!renamed && (
          <Button
            variant="default"
            loading={remove.isPending}
            aria-label={t(sure ? "task.saved.sureOf" : "task.saved.removeOf", { name: item.name })}
            onBlur={() => setSure(false)}
            onClick={() => (sure ? remove.mutate(item) : setSure(true))}
          >
            {t(sure ? "task.saved.sure" : "task.saved.remove")}
          </Button>
        )}
      </Group>
      {(change.isError || remove.isError) && (
        <ErrorState title={t("task.saved.failed")} error={change.error ?? remove.error} />
      )}
    </form>
  );
}
