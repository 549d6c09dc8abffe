import { Table } from "@mantine/core";
import { activeHotkeys } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { Kbd } from "@/shared/ui/Section";

/** HotkeyHelp lists the keys that work on the page behind it. */
export default function HotkeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog opened onClose={onClose} title={t("settings.keys")}>
      <Table>
        <Table.Tbody>
          {activeHotkeys().map(({ keys, label }) => (
            <Table.Tr key={keys}>
              <Table.Td>{t(label)}</Table.Td>
              <Table.Td ta="right">
                <Kbd>{keys.replace("mod+", t("key.mod"))}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
