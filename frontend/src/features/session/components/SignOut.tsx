import { Button, Group } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { session, useMe } from "@/shared/api/session";
import { countDrafts, removeDrafts } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { useSignOut } from "../queries";

/** What somebody who leaves has not sent: lines of the diary, and texts that they were typing. */
interface Left {
  waiting: number;
  drafts: number;
}

/**
 * SignOut sends what can be sent and signs out; where something is left it first asks what becomes of it, since others may use
 * this machine after.
 */
export default function SignOut({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const { mutate: leave } = useSignOut();
  const [left, setLeft] = useState<Left>();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void whatIsLeft(me.id).then((found) => {
      if (found.waiting + found.drafts === 0) leave();
      else setLeft(found);
    });
  }, [me, leave]);
  if (left === undefined) return null;
  const removeAndLeave = () => {
    removeDrafts(me.id);
    leave();
  };
  return <AskToLeave left={left} onRemove={removeAndLeave} onKeep={() => leave()} onClose={onClose} />;
}

/** Props of AskToLeave. */
interface Props {
  left: Left;
  onRemove: () => void;
  onKeep: () => void;
  onClose: () => void;
}

/** AskToLeave asks what becomes of what is not sent. Lines of the diary go with the session; typed texts may stay for later. */
export function AskToLeave({ left: { waiting, drafts }, onRemove, onKeep, onClose }: Props) {
  return (
    <Dialog opened onClose={onClose} title={t("session.out.title")} size="md">
      {waiting > 0 && <p>{t("session.out.waiting", { n: waiting })}</p>}
      {drafts > 0 && <p>{t("session.out.text", { n: drafts })}</p>}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onRemove}>
          {t("session.out.remove")}
        </Button>
        {waiting > 0 ? (
          <Button onClick={onClose}>{t("session.out.stay")}</Button>
        ) : (
          <Button onClick={onKeep}>{t("session.out.keep")}</Button>
        )}
      </Group>
    </Dialog>
  );
}

/** whatIsLeft sends what can be sent, and counts the rest. */
async function whatIsLeft(person: string): Promise<Left> {
  await session.finish();
  const waiting = await import("@/features/diary/screens").then(
    (screens) => screens.countLeft(person),
    () => 0,
  );
  return { waiting, drafts: countDrafts(person) };
}
