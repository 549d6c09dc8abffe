// The pages of this feature: they come in one file, see vite.config.ts.

export { TaskPage } from "./detail/TaskPage";
export { EditTask } from "./form/EditTask";
export { NewTask } from "./form/NewTask";
export { SplitTask } from "./form/SplitTask";
export { TasksPage } from "./list/TasksPage";
export { QuickDialog } from "./quick/QuickDialog";
export { RecurringPage } from "./quick/RecurringPage";
