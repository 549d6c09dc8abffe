import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Toasts is where shared/ui/toast shows its messages; it is not needed for the first screen. */
export default function Toasts() {
  return <Notifications position="bottom-right" />;
}
