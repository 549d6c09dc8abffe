import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";
import classes from "./Toasts.module.css";

/**
 * Toasts is where shared/ui/toast shows its messages; it is not needed for the first screen. They stand at the top centre of
 * the page's own column, where no button, foot or field is, at most two at a time.
 */
export default function Toasts() {
  return <Notifications position="top-center" limit={2} classNames={{ root: classes.toasts }} />;
}
