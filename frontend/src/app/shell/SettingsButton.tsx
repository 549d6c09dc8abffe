import { ActionIcon } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import type { SettingsActions } from "./SettingsMenu";

// Menus bring a good part of Mantine along; the first screen stands without them.
const SettingsMenu = lazyPart(async () => (await import("../more")).SettingsMenu);

/** SettingsButton opens the menu of settings, which is fetched when it is first opened. */
export function SettingsButton(actions: SettingsActions) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <ActionIcon aria-label={t("settings.open")} onClick={() => setWanted(true)}>
      <IconSettings size={18} stroke={1.6} />
    </ActionIcon>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <SettingsMenu {...actions} />
    </Suspense>
  );
}
