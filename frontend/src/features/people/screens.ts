// The pages of this feature: they come in one file, see vite.config.ts.
export { HandoverPage } from "./pages/HandoverPage";
export { MinutesPage } from "./pages/MinutesPage";
export { PeoplePage } from "./pages/PeoplePage";
export { PersonPage } from "./pages/PersonPage";
