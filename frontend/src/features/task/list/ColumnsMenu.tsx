import { Button, Menu } from "@mantine/core";
import { IconCheck, IconColumns3 } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { chooseColumns, columns, useColumns } from "./columns";

/** ColumnsMenu chooses the columns of the full table; the file that is taken away has the same. It stays open for several. */
export function ColumnsMenu() {
  const chosen = useColumns().map(({ key }) => key);
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} stroke={1.6} aria-hidden />}>
          {t("task.columns")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ key }) => {
          const shown = chosen.includes(key);
          return (
            <Menu.Item
              key={key}
              role="menuitemcheckbox"
              aria-checked={shown}
              rightSection={shown ? <IconCheck size={14} aria-hidden /> : undefined}
              onClick={() => chooseColumns(shown ? chosen.filter((one) => one !== key) : [...chosen, key])}
            >
              {t(`task.column.${key}`)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item onClick={() => chooseColumns(undefined)}>{t("task.columns.usual")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
