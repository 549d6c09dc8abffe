// The pages of this feature: they come in one file, see vite.config.ts.

export { DeskHealth } from "./components/DeskHealth";
export { AdminPage } from "./pages/AdminPage";
export { LogPage } from "./pages/LogPage";
export { RemindersPage } from "./pages/RemindersPage";
