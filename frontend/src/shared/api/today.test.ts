import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { todayQuery, watchDay } from "./today";
import type { Today } from "./types";

it("marks lists as stale when the server's day has changed, and only then", () => {
  const client = new QueryClient();
  const day = (date: string) => client.setQueryData(todayQuery().queryKey, { date } as Today);
  const isStale = () => client.getQueryState(["task", "list"])?.isInvalidated;
  client.setQueryData(["task", "list"], {});
  const stop = watchDay(client);
  day("2026-12-31");
  day("2026-12-31");
  expect(isStale()).toBe(false);
  day("2027-01-01");
  expect(isStale()).toBe(true);
  expect(client.getQueryState(["today"])?.isInvalidated).toBe(false);
  client.setQueryData(["task", "list"], {});
  stop();
  day("2027-01-02");
  expect(isStale()).toBe(false);
});
