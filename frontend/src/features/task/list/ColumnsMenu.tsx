import { Button, Menu } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { chooseColumns, columns, useColumns } from "./columns";

/** ColumnsMenu chooses the columns of the full table; the file that is taken away has the same. It stays open for several. */
export function ColumnsMenu() {
  const chosen = useColumns().map(({ key }) => key);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} stroke={1.6} aria-hidden />}>
          {t("task.columns")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ key }) => (
          <Menu.CheckboxItem
            key={key}
            checked={chosen.includes(key)}
            onChange={(shown) => chooseColumns(shown ? [...chosen, key] : chosen.filter((one) => one !== key))}
          >
            {t(`task.column.${key}`)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => chooseColumns(undefined)}>{t("task.columns.usual")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
