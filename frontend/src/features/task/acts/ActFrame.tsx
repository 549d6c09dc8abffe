import { Button, Group } from "@mantine/core";
import { IconCopy, IconRefresh } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Task } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { t } from "@/shared/i18n";
import { ConflictDialog } from "@/shared/ui/ConflictDialog";
import { Dialog } from "@/shared/ui/Dialog";
import { useFaultFocus, usePhone } from "@/shared/ui/hooks";
import { Kbd } from "@/shared/ui/Section";
import { stateWord } from "@/shared/ui/StateGlyph";
import { ErrorState, Note } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import type { Verb } from "../api";
import classes from "./ActFrame.module.css";
import { conflictFields } from "./actConflict";
import type { ActForm } from "./useActForm";

/** Props of ActDialog and of the form of each act. */
export interface ActProps {
  /** The task as it stood when the form was opened. */
  task: Task;
  onClose: () => void;
  /** Called when the act is done; nothing needs to be done then but to close unless it is given. */
  onDone?: () => void;
  /** Called instead when the act took the task out of the person's sight. */
  onGone: () => void;
}

/** Props of ActFrame; texts: what was typed, to be copied when it can no longer be sent. */
interface Props<V extends Verb, D> {
  form: ActForm<V, D>;
  texts?: string[];
  /** Something else stands over the form: Escape is its. */
  covered?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** ActFrame is the small form of an act: a dialog, on a phone the whole screen. Ctrl+Enter sends. */
export function ActFrame<V extends Verb, D>({ form, texts = [], covered = false, onClose, children }: Props<V, D>) {
  const { verb, opened, draft, conflict, error, pending, send, dismiss } = form;
  const phone = usePhone();
  const ref = useFaultFocus(error ?? form.tries);
  const possible = conflict?.acts.includes(verb) ?? false;
  const close = () => {
    dismiss();
    onClose();
  };
  // One dialog at a time: what was typed is kept meanwhile.
  if (conflict !== undefined && possible && form.body !== undefined) {
    return (
      <ConflictDialog
        fields={conflictFields(form.body, opened, conflict)}
        mineVersion={opened.version}
        theirsVersion={conflict.version}
        theirsAt={conflict.updatedAt}
        onKeep={() => {
          draft.clear();
          close();
        }}
        onSend={form.sendOver}
        onClose={dismiss}
      />
    );
  }
  return (
    <Dialog
      opened
      onClose={close}
      size={560}
      fullScreen={phone}
      closeOnEscape={!covered}
      title={t(`task.form.${verb}`)}
      classNames={{ title: classes.title }}
    >
      <form
        ref={ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className={classes.about}>
          <span className="cv-nowrap">{opened.code}</span> {opened.title}
        </p>
        <div className={classes.restored}>
          <Restored draft={draft} />
        </div>
        <div className={classes.fields}>{children}</div>
        {conflict !== undefined && !possible && (
          <Note icon={IconRefresh}>
            <p className={classes.moved}>{t("task.moved", { state: stateWord(conflict.state) })}</p>
            {texts.some((text) => text.trim() !== "") && (
              <Button
                type="button"
                variant="default"
                size="xs"
                leftSection={<IconCopy size={14} />}
                onClick={() => void copy(texts)}
              >
                {t("conflict.copy")}
              </Button>
            )}
          </Note>
        )}
        {error !== null && conflict === undefined && (
          <ErrorState title={t(`task.failed.${verb}`)} error={error} textIsSafe={texts.length > 0} />
        )}
        <Group className={classes.foot} justify="flex-end" gap="sm">
          <Button type="button" variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          {(conflict === undefined || possible) && (
            <Button type="submit" loading={pending} rightSection={<Kbd>{t("task.hint.send")}</Kbd>}>
              {error === null ? t(`task.send.${verb}`) : t("task.sendAgain")}
            </Button>
          )}
        </Group>
      </form>
    </Dialog>
  );
}

async function copy(texts: string[]): Promise<void> {
  await navigator.clipboard.writeText(texts.join("\n\n"));
  await toast(t("conflict.copied"));
}
