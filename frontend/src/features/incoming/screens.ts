// The pages of this feature: they come in one file, see vite.config.ts.

export { DeskRegister } from "./components/DeskRegister";
export { ConclusionPage } from "./pages/ConclusionPage";
export { ConclusionsPage } from "./pages/ConclusionsPage";
export { IncomingPage } from "./pages/IncomingPage";
export { NewConclusionPage } from "./pages/NewConclusionPage";
