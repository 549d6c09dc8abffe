// The pages of this feature: they come in one file, see vite.config.ts.
export { PeoplePage } from "./pages/PeoplePage";
export { PersonPage } from "./pages/PersonPage";
