// What the first screen stands without: menus and dialogs of the shell, and what keeps the app on the device. They come in one file, see vite.config.ts.
export { default as SignOut } from "@/features/session/components/SignOut";
export { watchDevice } from "@/shared/device/person";
export { askForUpdate, takeNewest, watchWorker } from "@/shared/worker/worker";
export { default as Palette } from "./palette/Palette";
export { default as HotkeyHelp } from "./shell/HotkeyHelp";
export { default as SettingsMenu } from "./shell/SettingsMenu";
export { default as Toasts } from "./Toasts";
