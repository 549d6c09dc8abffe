// The pages of this feature: they come in one file, see vite.config.ts.

export { DeskPeriods } from "./components/DeskPeriods";
export { RulesPage } from "./pages/RulesPage";
export { ScorePage } from "./pages/ScorePage";
export { UnitPage } from "./pages/UnitPage";
export { PetitionsPage } from "./petition/PetitionsPage";
export { RatingPage } from "./rating/RatingPage";
export { SettingsPage } from "./settings/SettingsPage";
export { StepsPage } from "./steps/StepsPage";
