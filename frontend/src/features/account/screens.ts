// The pages of this feature: they come in one file, see vite.config.ts.

export { DeskAccounts } from "./components/DeskAccounts";
export { AccountPage } from "./pages/AccountPage";
export { AccountsPage } from "./pages/AccountsPage";
export { ActivatePage } from "./pages/ActivatePage";
