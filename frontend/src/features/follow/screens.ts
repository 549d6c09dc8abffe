// The pages of this feature: they come in one file, see vite.config.ts.
export { DeskOverdue } from "./components/OverdueList";
export { FollowPage } from "./pages/FollowPage";
