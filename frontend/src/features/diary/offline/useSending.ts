import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { session, useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import { useLine } from "@/shared/realtime/line";
import { usePolledAt } from "@/shared/realtime/poll";
import { diaryApi } from "../api";
import { diaryKeys, keepOwnDay } from "../queries";
import { keepDays } from "./days";
import { oneAtATime, sendWaiting } from "./sender";
import { queueOf, useWaiting } from "./useWaiting";

// The net under all that tells of a line: a browser may not say when it is back.
const againMs = 30_000;

/** useSend returns how to send now what waits. */
export function useSend(): () => Promise<void> {
  const client = useQueryClient();
  const { id } = useMe();
  return useCallback(
    () =>
      sendWaiting(queueOf(id), {
        day: (date) => diaryApi.day(date),
        save: (date, input) => oneAtATime(id, () => diaryApi.save(date, input)),
        submit: (date, version) => oneAtATime(id, () => diaryApi.submit(date, version)),
        stored: (day) => keepOwnDay(client, day),
      }),
    [client, id],
  );
}

/**
 * useSending sends what waits whenever there may be a line, whatever page is open, and keeps the days around today on this
 * device while there is one.
 */
export function useSending(): void {
  const client = useQueryClient();
  const me = useMe();
  const waits = useWaiting().length > 0;
  const { status } = useLine().state;
  const live = status === "live";
  const cut = useRef(false);
  const polledAt = usePolledAt();
  const today = useToday()?.date;
  const send = useSend();

  useEffect(() => session.beforeEnd(send), [send]);
  useEffect(() => {
    if (!waits) return;
    const again = () => void send();
    const timer = setInterval(again, againMs);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [send, waits]);
  useEffect(() => {
    if (live || polledAt !== undefined) void send();
  }, [send, live, polledAt]);
  useEffect(() => {
    if (status === "lost") cut.current = true;
    if (!live || !cut.current) return;
    cut.current = false;
    // What was read from this device may be older than it looks.
    void client.invalidateQueries({ queryKey: diaryKeys.all });
  }, [client, status, live]);
  useEffect(() => {
    // Nobody waits for these: what fails is asked for another time.
    if (live && today !== undefined) keepDays(client, me, today).catch(() => undefined);
  }, [client, me, live, today]);
}
