import { t } from "@/shared/i18n";

/** toast says in a few words, at the top of the page for six seconds, that an act was done. Failures are shown in place. */
export async function toast(message: string): Promise<void> {
  const { notifications } = await import("@mantine/notifications");
  notifications.show({
    message,
    autoClose: 6000,
    withBorder: true,
    closeButtonProps: { "aria-label": t("close") },
  });
}
