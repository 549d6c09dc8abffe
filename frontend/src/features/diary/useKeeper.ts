import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { session } from "@/shared/api/session";
import type { DiaryDay } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { useLine } from "@/shared/realtime/line";
import { diaryApi } from "./api";
import { draftKey } from "./keep";
import { Keeper, type KeeperState, type Kept } from "./model/keeper";
import { keepOwnDay } from "./queries";

// Who writes a day on this page now. One that was left may still be sending: its answer must not touch the copy on this
// machine, which the next one has taken over.
const writing = new Map<string, Keeper>();

/** useKeeper keeps one's own day saved while it is written; day is what the cache has. Give the component key={date}. */
export function useKeeper(day: DiaryDay): { keeper: Keeper; state: KeeperState } {
  const client = useQueryClient();
  const { date } = day;
  const { value, set, clear } = useDraft<Kept | undefined>(draftKey(date), undefined);
  const [keeper] = useState(() => {
    const mine: Keeper = new Keeper(day, value, {
      save: (input) => diaryApi.save(date, input),
      submit: (version) => diaryApi.submit(date, version),
      keep: (kept) => {
        if (writing.get(date) !== mine) return;
        if (kept === undefined) clear();
        else set(kept);
      },
      stored: (stored) => keepOwnDay(client, stored),
    });
    return mine;
  });
  useEffect(() => {
    writing.set(date, keeper);
    return keeper.start();
  }, [keeper, date]);
  useEffect(() => session.beforeEnd(() => keeper.flush()), [keeper]);
  useEffect(() => keeper.receive(day), [keeper, day]);

  const live = useLine().state.status === "live";
  useEffect(() => {
    if (live) keeper.retry();
  }, [keeper, live]);

  return { keeper, state: useSyncExternalStore(keeper.subscribe, keeper.getState) };
}
