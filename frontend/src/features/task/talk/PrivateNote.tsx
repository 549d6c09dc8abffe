import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { isConflict } from "@/shared/api/problem";
import type { TaskNote } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { Textarea } from "@/shared/ui/Text";
import { noteQuery, useSaveNote } from "./note";
import classes from "./Talk.module.css";

/** PrivateNote is what I write for myself beside a task (ghi chú riêng); nobody else ever reads it. */
export function PrivateNote({ id, today }: { id: string; today: string }) {
  const note = useQuery(noteQuery(id));
  return (
    <section className={classes.talk}>
      <SectionTitle large title={t("task.note")} />
      {note.isPending && <SkeletonRows rows={1} />}
      {note.isError && note.data === undefined && (
        <ErrorState title={t("task.note.loadFailed")} error={note.error} onRetry={() => void note.refetch()} />
      )}
      {note.data !== undefined && <NoteForm id={id} stored={note.data} today={today} />}
    </section>
  );
}

/** Unsent text, kept on this machine; nothing while what is stored stands there. */
interface Kept {
  text?: string;
}

const nothing: Kept = {};

function NoteForm({ id, stored, today }: { id: string; stored: TaskNote; today: string }) {
  const draft = useDraft<Kept>(`task.note.${id}`, nothing);
  const save = useSaveNote(id);
  const text = draft.value.text ?? stored.text;
  const changed = text.trim() !== stored.text;
  const send = () => {
    if (changed && !save.isPending) save.mutate({ version: stored.version, text }, { onSuccess: draft.clear });
  };
  return (
    <>
      <Textarea
        aria-label={t("task.note")}
        description={t("task.note.hint")}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={4000}
        value={text}
        onChange={({ currentTarget }) => draft.set({ text: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.stopPropagation();
          send();
        }}
      />
      {isConflict<TaskNote>(save.error) && changed ? (
        <p className={classes.quiet}>{t("task.note.other", { text: stored.text })}</p>
      ) : (
        save.error !== null && <ErrorState title={t("task.note.failed")} error={save.error} />
      )}
      <div className={classes.sendRow}>
        {changed ? (
          <Button variant="default" size="xs" loading={save.isPending} onClick={send}>
            {t("task.note.save")}
          </Button>
        ) : (
          stored.updatedAt !== undefined &&
          stored.text !== "" && (
            <span className={classes.quiet}>
              {t("task.note.saved", { time: formatInstantNear(stored.updatedAt, today) })}
            </span>
          )
        )}
      </div>
    </>
  );
}
