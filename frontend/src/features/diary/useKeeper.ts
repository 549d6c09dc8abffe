import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { DiaryDay } from "@/shared/api/types";
import { useDraft } from "@/shared/draft/useDraft";
import { useLine } from "@/shared/realtime/line";
import { diaryApi } from "./api";
import { Keeper, type KeeperState, type Kept } from "./model/keeper";
import { keepOwnDay } from "./queries";

/** useKeeper keeps one's own day saved while it is written; day is what the cache has. Give the component key={date}. */
export function useKeeper(day: DiaryDay): { keeper: Keeper; state: KeeperState } {
  const client = useQueryClient();
  const { date } = day;
  const { value, set, clear } = useDraft<Kept | undefined>(`diary.day.${date}`, undefined);
  const [keeper] = useState(
    () =>
      new Keeper(day, value, {
        save: (input) => diaryApi.save(date, input),
        submit: (version) => diaryApi.submit(date, version),
        keep: (kept) => (kept === undefined ? clear() : set(kept)),
        stored: (stored) => keepOwnDay(client, stored),
      }),
  );
  useEffect(() => keeper.start(), [keeper]);
  useEffect(() => keeper.receive(day), [keeper, day]);

  const live = useLine().state.status === "live";
  useEffect(() => {
    if (live) keeper.retry();
  }, [keeper, live]);

  return { keeper, state: useSyncExternalStore(keeper.subscribe, keeper.getState) };
}
