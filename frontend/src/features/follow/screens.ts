// The pages of this feature: they come in one file, see vite.config.ts.
export { FollowPage } from "./pages/FollowPage";
