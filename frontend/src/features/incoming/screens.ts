// The pages of this feature: they come in one file, see vite.config.ts.

export { DeskRegister } from "./components/DeskRegister";
export { IncomingPage } from "./pages/IncomingPage";
