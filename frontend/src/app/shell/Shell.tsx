import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";
import { Outlet, ScrollRestoration, useNavigate } from "react-router";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { BottomBar } from "./BottomBar";
import { type NavItem, navItems } from "./nav";
import { OfflineBar } from "./OfflineBar";
import { PhoneTools } from "./PhoneTools";
import classes from "./Shell.module.css";
import { Sidebar } from "./Sidebar";

const Palette = lazy(() => import("../palette/Palette"));
const HotkeyHelp = lazy(() => import("./HotkeyHelp"));

/** Shell stands around every page after sign-in: sidebar, or bottom bar on a phone, and the line's state. */
export function Shell() {
  const [paletteOpen, palette] = useDisclosure(false);
  const [helpOpen, help] = useDisclosure(false);
  useHotkey("mod+k", "hotkey.palette", palette.open);
  useHotkey("?", "hotkey.help", help.open);

  return (
    <div className={classes.shell}>
      <a className="cv-skip" href="#main">
        {t("shell.skip")}
      </a>
      {navItems.map((item) => (
        <GoKey key={item.to} item={item} />
      ))}
      <Sidebar onSearch={palette.open} onHelp={help.open} />
      <div className={classes.column}>
        <OfflineBar />
        <PhoneTools onSearch={palette.open} onHelp={help.open} />
        <Outlet />
      </div>
      <BottomBar />
      <ScrollRestoration />
      <Suspense>
        {paletteOpen && <Palette onClose={palette.close} />}
        {helpOpen && <HotkeyHelp onClose={help.close} />}
      </Suspense>
    </div>
  );
}

/** GoKey makes the two letters of one entry work. */
function GoKey({ item }: { item: NavItem }) {
  const navigate = useNavigate();
  useHotkey(item.keys, item.label, () => void navigate(item.to));
  return null;
}
