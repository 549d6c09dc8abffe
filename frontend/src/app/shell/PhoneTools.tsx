import { ActionIcon } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { t } from "@/shared/i18n";
import { SettingsButton } from "./SettingsButton";
import type { SettingsActions } from "./SettingsMenu";
import classes from "./Shell.module.css";

/** PhoneTools are search and settings at the top right of a phone, where there is no sidebar to hold them. */
export function PhoneTools({ onSearch, settings }: { onSearch: () => void; settings: SettingsActions }) {
  return (
    <div className={classes.phoneTools}>
      <ActionIcon aria-label={t("shell.search")} onClick={onSearch}>
        <IconSearch size={22} stroke={1.6} />
      </ActionIcon>
      <SettingsButton {...settings} />
    </div>
  );
}
