import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { session, useMe } from "@/shared/api/session";
import type { DiaryDay } from "@/shared/api/types";
import { useLine } from "@/shared/realtime/line";
import { diaryApi } from "./api";
import { Keeper, type KeeperState } from "./model/keeper";
import type { Waiting } from "./offline/queue";
import { oneAtATime, openDay } from "./offline/sender";
import { Slot } from "./offline/slot";
import { queueOf } from "./offline/useWaiting";
import { keepOwnDay } from "./queries";

/**
 * useKeeper keeps one's own day saved while it is written; day is what the cache has, waiting what of it lies on this device.
 * Give the component key={date}.
 */
export function useKeeper(day: DiaryDay, waiting: Waiting | undefined): { keeper: Keeper; state: KeeperState } {
  const client = useQueryClient();
  const { date } = day;
  const { id } = useMe();
  const [{ keeper, slot }] = useState(() => {
    const slot: Slot = new Slot(queueOf(id), date, waiting, (kept) => keeper.adopt(kept));
    const keeper: Keeper = new Keeper(day, waiting?.kept, {
      save: (input) => oneAtATime(id, () => diaryApi.save(date, input)),
      submit: (version) => oneAtATime(id, () => diaryApi.submit(date, version)),
      keep: (kept) => slot.write(kept),
      stored: (stored) => keepOwnDay(client, stored),
    });
    return { keeper, slot };
  });
  useEffect(() => {
    const stops = [slot.watch(keeper), openDay(date, keeper), keeper.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [keeper, slot, date]);
  useEffect(() => session.beforeEnd(() => keeper.flush().then(() => slot.settled())), [keeper, slot]);
  useEffect(() => keeper.receive(day), [keeper, day]);

  const live = useLine().state.status === "live";
  useEffect(() => {
    if (live) keeper.retry();
  }, [keeper, live]);

  return { keeper, state: useSyncExternalStore(keeper.subscribe, keeper.getState) };
}
