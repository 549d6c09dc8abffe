// The pages of this feature: they come in one file, see vite.config.ts.

export { UnitCounts } from "./components/UnitCounts";
export { AbsencesPage } from "./pages/AbsencesPage";
export { ChecksPage } from "./pages/ChecksPage";
export { MinePage } from "./pages/MinePage";
export { RegisterPage } from "./pages/RegisterPage";
export { RegistrationPage } from "./pages/RegistrationPage";
export { RulesPage } from "./pages/RulesPage";
export { WherePage } from "./pages/WherePage";
