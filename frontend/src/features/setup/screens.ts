// The pages of this feature: they come in one file, see vite.config.ts.

export { MissingList } from "./components/MissingList";
export { SetupPage } from "./pages/SetupPage";
