import { Modal, Table } from "@mantine/core";
import { activeHotkeys } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Kbd } from "@/shared/ui/Section";

/** HotkeyHelp lists the keys that work on the page behind it. */
export default function HotkeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t("settings.keys")} closeButtonProps={{ "aria-label": t("close") }}>
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
    </Modal>
  );
}
