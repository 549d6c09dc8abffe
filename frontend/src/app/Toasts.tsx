import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";
import classes from "./Toasts.module.css";

/**
 * Toasts is where shared/ui/toast shows its messages; it is not needed for the first screen. They stand above the buttons
 * at the foot of a page: what was just done is often followed by the next act.
 */
export default function Toasts() {
  return <Notifications position="bottom-right" classNames={{ root: classes.toasts }} />;
}
