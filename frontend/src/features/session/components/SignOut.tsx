import { Button, Group } from "@mantine/core";
import { useMe } from "@/shared/api/session";
import { countDrafts, removeDrafts } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useSignOut } from "../queries";

/** SignOut asks what becomes of texts that were never sent: others may use this machine after. */
export default function SignOut({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Dialog opened onClose={onClose} title={t("session.out.title")} size="md">
      <p>{t("session.out.text", { n: countDrafts(me.id) })}</p>
      <Group justify="flex-end" gap="sm">
        <Button
          variant="default"
          onClick={() => {
            removeDrafts(me.id);
            signOut.mutate();
          }}
        >
          {t("session.out.remove")}
        </Button>
        <Button onClick={() => signOut.mutate()}>{t("session.out.keep")}</Button>
      </Group>
    </Dialog>
  );
}
