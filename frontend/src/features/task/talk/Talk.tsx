import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TaskComment } from "@/shared/api/types";
import { Restored } from "@/shared/draft/Restored";
import { useDraft } from "@/shared/draft/useDraft";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { type Attempt, attemptFor } from "../model/attempt";
import { CommentItem, Quote } from "./CommentItem";
import { Composer, type Typed } from "./Composer";
import { talkQuery, useSay } from "./queries";
import classes from "./Talk.module.css";

/** What stands in the box, unsent; replyTo: the comment that it answers. */
type Kept = Typed & { replyTo?: NonNullable<TaskComment["replyTo"]>; attempt?: Attempt };

const nothing: Kept = { text: "", people: [] };

/** Talk is what people say to each other about a task (trao đổi): the oldest first, and below the box to say more. */
export function Talk({ id, today }: { id: string; today: string }) {
  const talk = useInfiniteQuery(talkQuery(id));
  const draft = useDraft<Kept>(`task.talk.${id}`, nothing);
  const say = useSay(id);
  const [focus, setFocus] = useState<number>();
  const comments = talk.data?.pages.flatMap((page) => page.items).toReversed() ?? [];
  const { replyTo, attempt } = draft.value;

  const send = (mentions: string[]) => {
    const said = { text: draft.value.text.trim(), mentions, replyTo: replyTo?.id };
    const next = attemptFor(attempt, said);
    draft.set({ ...draft.value, attempt: next });
    say.mutate({ said, key: next.key }, { onSuccess: draft.clear });
  };
  return (
    <section className={classes.talk}>
      <SectionTitle
        large
        title={t("task.talk")}
        count={comments.length === 0 ? undefined : `${comments.length}${talk.hasNextPage ? "+" : ""}`}
      />
      {talk.isPending && <SkeletonRows rows={2} />}
      {talk.isError && (
        <ErrorState title={t("task.talk.loadFailed")} error={talk.error} onRetry={() => void talk.refetch()} />
      )}
      {talk.hasNextPage && (
        <Button variant="default" size="xs" loading={talk.isFetchingNextPage} onClick={() => void talk.fetchNextPage()}>
          {t("task.talk.older")}
        </Button>
      )}
      <ol className={classes.list}>
        {comments.map((comment) => (
          <CommentItem
            key={comment.id}
            task={id}
            comment={comment}
            today={today}
            onReply={() => {
              const { id: answered, by, text } = comment;
              draft.set({ ...draft.value, replyTo: { id: answered, by, text: [...text].slice(0, 140).join("") } });
              setFocus((focus ?? 0) + 1);
            }}
          />
        ))}
      </ol>
      <Composer
        task={id}
        value={draft.value}
        onChange={(typed) => {
          if (say.isError) say.reset();
          draft.set({ ...draft.value, ...typed });
        }}
        onSend={send}
        pending={say.isPending}
        error={say.error}
        label={t("task.talk.write")}
        send={t("task.talk.send")}
        focus={focus}
      >
        {draft.value.text !== "" && <Restored draft={draft} />}
        {replyTo !== undefined && (
          <div className={classes.replying}>
            <Quote of={replyTo} />
            <ActionIcon
              aria-label={t("task.talk.noReply")}
              onClick={() => draft.set({ ...draft.value, replyTo: undefined })}
            >
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </div>
        )}
      </Composer>
    </section>
  );
}
