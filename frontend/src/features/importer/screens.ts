// The pages of this feature: they come in one file, see vite.config.ts.
export { StartPage } from "./pages/StartPage";
export { TrialPage } from "./pages/TrialPage";
