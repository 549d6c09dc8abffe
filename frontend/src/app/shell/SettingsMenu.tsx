import { ActionIcon, Button, Popover, Switch, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartDonut, IconKeyboard, IconLogout, IconSettings, IconUserCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { type Density, type Language, prefs, type TextSize, textSizes, usePrefs } from "@/shared/prefs/prefs";
import { Choice } from "@/shared/ui/Choice";
import { usePhone } from "@/shared/ui/hooks";
import classes from "./SettingsMenu.module.css";

/** What the menu leads to; both open on top of the page. */
export interface SettingsActions {
  onHelp: () => void;
  onSignOut: () => void;
}

// It is drawn when somebody asks for it: see SettingsButton.
/** SettingsMenu holds what a person sets for this machine, the help about keys, and the way out. */
export default function SettingsMenu({ onHelp, onSignOut }: SettingsActions) {
  const { language, textSize, density, letterKeys } = usePrefs();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, menu] = useDisclosure(true);
  const phone = usePhone(); // the bar of a phone has no room for it

  return (
    <Popover position="top-start" width={304} opened={opened} onChange={menu.toggle} trapFocus>
      <Popover.Target>
        <ActionIcon aria-label={t("settings.open")} onClick={menu.toggle}>
          <IconSettings size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t("settings.open")}>
        <div className={classes.settings}>
          <Choice
            label={t("settings.textSize")}
            value={String(textSize)}
            onChange={(value) => prefs.set({ textSize: Number(value) as TextSize })}
            data={textSizes.map((size, i) => ({ value: String(size), label: ["A\u2212", "A", "A+", "A++"][i] ?? "A" }))}
          />
          <Choice
            label={t("settings.scheme")}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
            data={[
              { value: "light", label: t("settings.scheme.light") },
              { value: "dark", label: t("settings.scheme.dark") },
              { value: "auto", label: t("settings.scheme.auto") },
            ]}
          />
          <Choice
            label={t("settings.density")}
            value={density}
            onChange={(value) => prefs.set({ density: value as Density })}
            data={[
              { value: "compact", label: t("settings.density.compact") },
              { value: "normal", label: t("settings.density.normal") },
              { value: "roomy", label: t("settings.density.roomy") },
            ]}
          />
          <Choice
            label={t("settings.language")}
            value={language}
            onChange={(value) => prefs.set({ language: value as Language })}
            data={[
              { value: "vi", label: t("settings.language.vi") },
              { value: "en", label: t("settings.language.en") },
            ]}
          />
          <Switch
            size="sm"
            label={t("settings.letterKeys")}
            checked={letterKeys}
            onChange={(event) => prefs.set({ letterKeys: event.currentTarget.checked })}
          />
        </div>
        <div className={classes.acts}>
          <Button
            component={Link}
            to="/account"
            variant="subtle"
            color="gray"
            justify="flex-start"
            leftSection={<IconUserCircle size={16} />}
            onClick={menu.close}
          >
            {t("settings.account")}
          </Button>
          {phone && (
            <Button
              component={Link}
              to="/evaluation"
              variant="subtle"
              color="gray"
              justify="flex-start"
              leftSection={<IconChartDonut size={16} />}
              onClick={menu.close}
            >
              {t("bottom.evaluation")}
            </Button>
          )}
          <Button
            variant="subtle"
            color="gray"
            justify="flex-start"
            leftSection={<IconKeyboard size={16} />}
            onClick={() => {
              menu.close();
              onHelp();
            }}
          >
            {t("settings.keys")}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            justify="flex-start"
            leftSection={<IconLogout size={16} />}
            onClick={() => {
              menu.close();
              onSignOut();
            }}
          >
            {t("settings.signOut")}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
