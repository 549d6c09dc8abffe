// The pages of this feature: they come in one file, see vite.config.ts.

export { countLeft } from "./offline/useWaiting";
export { default as WaitingBar } from "./offline/WaitingBar";
export { WaitingPage } from "./offline/WaitingPage";
export { DiaryPage } from "./pages/DiaryPage";
export { PersonDayPage } from "./pages/PersonDayPage";
export { TeamPage } from "./pages/TeamPage";
export { WeekPage } from "./week/WeekPage";
