import { ActionIcon } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { t } from "@/shared/i18n";
import type { SettingsActions } from "./SettingsMenu";
import classes from "./Shell.module.css";

const SettingsMenu = lazy(() => import("./SettingsMenu"));

/** PhoneTools are search and settings at the top right of a phone, where there is no sidebar to hold them. */
export function PhoneTools({ onSearch, settings }: { onSearch: () => void; settings: SettingsActions }) {
  return (
    <div className={classes.phoneTools}>
      <ActionIcon aria-label={t("shell.search")} onClick={onSearch}>
        <IconSearch size={22} stroke={1.6} />
      </ActionIcon>
      <Suspense>
        <SettingsMenu {...settings} />
      </Suspense>
    </div>
  );
}
