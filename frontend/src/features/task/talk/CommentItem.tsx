import { Button } from "@mantine/core";
import { useState } from "react";
import type { TaskComment } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import { ErrorState } from "@/shared/ui/States";
import { Composer, type Typed } from "./Composer";
import { type Named, piecesOf } from "./mention";
import { useEditSaid, useUnsay } from "./queries";
import classes from "./Talk.module.css";

/** Props of CommentItem. */
interface Props {
  task: string;
  comment: TaskComment;
  today: string;
  onReply: () => void;
}

/** CommentItem is one comment: who, when, what it answers, the texts before it was edited, and what its reader can do. */
export function CommentItem({ task, comment, today, onReply }: Props) {
  const [typed, setTyped] = useState<Typed>();
  const [asks, setAsks] = useState(false);
  const edit = useEditSaid(task);
  const unsay = useUnsay(task);
  const { by, at, text, deleted, mentions, replyTo, edits } = comment;
  const stop = () => {
    edit.reset();
    setTyped(undefined);
  };
  return (
    <li className={classes.comment}>
      <PersonAvatar name={by.name} size={28} />
      <div className={classes.main}>
        <div className={classes.head}>
          <strong>{by.name}</strong>
          <time className={classes.quiet} dateTime={at}>
            {formatInstantNear(at, today)}
          </time>
        </div>
        {replyTo !== undefined && <Quote of={replyTo} />}
        {deleted && <p className={classes.gone}>{t("task.talk.deleted")}</p>}
        {!deleted && typed === undefined && (
          <p className={classes.text}>
            <Words text={text} people={mentions} />
          </p>
        )}
        {typed !== undefined && (
          <Composer
            task={task}
            value={typed}
            onChange={setTyped}
            onSend={(named) =>
              edit.mutate({ comment, said: { text: typed.text.trim(), mentions: named } }, { onSuccess: stop })
            }
            onCancel={stop}
            pending={edit.isPending}
            error={edit.error}
            label={t("task.talk.edit")}
            send={t("task.talk.save")}
            focus={comment.id}
          />
        )}
        {edits.length > 0 && (
          <details className={classes.edits}>
            <summary>{t("task.talk.edited")}</summary>
            {edits.map((before) => (
              <p key={before.at}>
                {before.text} <span className={classes.quiet}>{formatInstantNear(before.at, today)}</span>
              </p>
            ))}
          </details>
        )}
        {unsay.isError && <ErrorState title={t("task.talk.deleteFailed")} error={unsay.error} />}
        {!deleted && typed === undefined && (
          <div className={classes.acts}>
            {asks ? (
              <>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  loading={unsay.isPending}
                  onClick={() => unsay.mutate(comment, { onSettled: () => setAsks(false) })}
                >
                  {t("task.talk.deleteSure")}
                </Button>
                <Button variant="subtle" size="compact-sm" onClick={() => setAsks(false)}>
                  {t("cancel")}
                </Button>
              </>
            ) : (
              <>
                <Button variant="subtle" size="compact-sm" onClick={onReply}>
                  {t("task.talk.reply")}
                </Button>
                {comment.editable !== undefined && (
                  <Button variant="subtle" size="compact-sm" onClick={() => setTyped({ text, people: mentions })}>
                    {t("task.talk.edit")}
                  </Button>
                )}
                {comment.delete && (
                  <Button variant="subtle" size="compact-sm" onClick={() => setAsks(true)}>
                    {t("task.talk.delete")}
                  </Button>
                )}
              </>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

/** Words is a comment with the names of those named in it. */
function Words({ text, people }: { text: string; people: Named[] }) {
  return piecesOf(text, people).map((piece, i) =>
    piece.named ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
      <span key={i} className={classes.name}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}

/** Quote is what a comment answers, in a line. */
export function Quote({ of }: { of: NonNullable<TaskComment["replyTo"]> }) {
  return (
    <span className={classes.quote}>
      {of.by.name}: {of.text === "" ? t("task.talk.deleted") : of.text}
    </span>
  );
}
