import { Button, Menu } from "@mantine/core";
import { IconBookmark, IconBookmarkPlus, IconPencil, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import type { SavedFilter } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import type { TaskTab } from "../api";
import { type ListState, writeListState } from "../list/listState";
import { savedQuery } from "../queries";
import { ManageDialog } from "./ManageDialog";
import { SaveDialog } from "./SaveDialog";
import { addressOf } from "./saved";

/** Props of SavedMenu; tabs are the lists that the person has. */
interface Props {
  list: ListState;
  tabs: readonly TaskTab[];
}

/** SavedMenu opens the lists that were saved (Bộ lọc đã lưu), one's own and those of the unit, and saves the one on screen. */
export function SavedMenu({ list, tabs }: Props) {
  const [asking, setAsking] = useState<"save" | "manage">();
  const saved = useQuery(savedQuery()).data;
  const items = saved?.items ?? [];
  const here = writeListState({ ...list, selected: undefined }).toString();
  const group = (label: string, some: SavedFilter[]) =>
    some.length > 0 && (
      <>
        <Menu.Label>{label}</Menu.Label>
        {some.map((one) => {
          const icon = one.shared === undefined ? undefined : <IconUsers size={14} stroke={1.6} aria-hidden />;
          if (!tabs.includes(one.list.tab)) {
            return (
              <Menu.Item key={one.id} disabled leftSection={icon}>
                {t("task.saved.noTab", { name: one.name, tab: t(`task.tab.${one.list.tab}`) })}
              </Menu.Item>
            );
          }
          const to = addressOf(one.list);
          return (
            <Menu.Item
              key={one.id}
              component={Link}
              to={`/tasks?${to}`}
              aria-current={to === here || undefined}
              leftSection={icon}
            >
              {one.name}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
      </>
    );
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={14} stroke={1.6} aria-hidden />}>
            {t("task.saved")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {group(
            t("task.saved.own"),
            items.filter(({ shared }) => shared === undefined),
          )}
          {group(
            t("task.saved.shared"),
            items.filter(({ shared }) => shared !== undefined),
          )}
          <Menu.Item
            leftSection={<IconBookmarkPlus size={14} stroke={1.6} aria-hidden />}
            onClick={() => setAsking("save")}
          >
            {t("task.saved.add")}
          </Menu.Item>
          {items.some(({ change }) => change) && (
            <Menu.Item
              leftSection={<IconPencil size={14} stroke={1.6} aria-hidden />}
              onClick={() => setAsking("manage")}
            >
              {t("task.saved.manage")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "save" && <SaveDialog list={list} share={saved?.share ?? []} onClose={() => setAsking(undefined)} />}
      {asking === "manage" && (
        <ManageDialog items={items.filter(({ change }) => change)} onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}
