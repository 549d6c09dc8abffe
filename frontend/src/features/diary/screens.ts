// The pages of this feature: they come in one file, see vite.config.ts.
export { DiaryPage } from "./pages/DiaryPage";
export { PersonDayPage } from "./pages/PersonDayPage";
export { TeamPage } from "./pages/TeamPage";
export { WeekPage } from "./week/WeekPage";
