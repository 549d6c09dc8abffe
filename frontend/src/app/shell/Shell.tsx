import { useDisclosure } from "@mantine/hooks";
import { Suspense, useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigate } from "react-router";
import { diaryWords } from "@/features/diary/words";
import { useUnreadCount } from "@/features/inbox/queries";
import { hasWork } from "@/shared/api/roles";
import { useMe } from "@/shared/api/session";
import type { NavItem } from "@/shared/feature";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { loadWords, t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { titleCount } from "@/shared/ui/tabTitle";
import { standing } from "../calm";
import { BottomBar } from "./BottomBar";
import { useNavItems } from "./nav";
import { OfflineBar } from "./OfflineBar";
import { PhoneTools } from "./PhoneTools";
import classes from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { VersionBar } from "./VersionBar";

const Palette = lazyPart(async () => (await import("../more")).Palette);
const SignOut = lazyPart(async () => (await import("../more")).SignOut);
const WaitingBar = lazyPart(async () => {
  await standing;
  const [screens] = await Promise.all([import("@/features/diary/screens"), loadWords([diaryWords])]);
  return screens.WaitingBar;
});
const HotkeyHelp = lazyPart(async () => (await import("../more")).HotkeyHelp);

/** Shell stands around every page after sign-in: sidebar, or bottom bar on a phone, and the line's state. */
export function Shell() {
  const [paletteOpen, palette] = useDisclosure(false);
  const [helpOpen, help] = useDisclosure(false);
  const [signOutOpen, signOut] = useDisclosure(false);
  const me = useMe();
  const settings = { onHelp: help.open, onSignOut: signOut.open };
  useHotkey("mod+k", "hotkey.palette", palette.open);
  useHotkey("?", "hotkey.help", help.open);

  const items = useNavItems();
  useFocusOnPage();
  const unread = useUnreadCount();
  useEffect(() => titleCount(unread), [unread]);
  // Who signs in next begins without it.
  useEffect(() => () => titleCount(undefined), []);

  return (
    <div className={classes.shell}>
      <a className="cv-skip" href="#main">
        {t("shell.skip")}
      </a>
      {items.map((item) => (
        <GoKey key={item.to} item={item} />
      ))}
      <Sidebar onSearch={palette.open} settings={settings} />
      <div className={classes.column}>
        <OfflineBar />
        <VersionBar />
        <Suspense>{hasWork(me) && <WaitingBar />}</Suspense>
        <PhoneTools onSearch={palette.open} settings={settings} />
        <Outlet />
      </div>
      <BottomBar />
      <ScrollRestoration />
      <Suspense>
        {paletteOpen && <Palette onClose={palette.close} />}
        {helpOpen && <HotkeyHelp onClose={help.close} />}
        {signOutOpen && <SignOut onClose={signOut.close} />}
      </Suspense>
    </div>
  );
}

/** useFocusOnPage moves the focus to a page that was opened, so that keyboard and screen reader begin there. */
function useFocusOnPage(): void {
  // A message opened beside its list is the same page: the focus stays in the list.
  const page = useLocation().pathname.split("/")[1];
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [page]);
}

/** GoKey makes the two letters of one entry work. */
function GoKey({ item }: { item: NavItem }) {
  const navigate = useNavigate();
  useHotkey(item.keys, item.label, () => void navigate(item.to));
  return null;
}
