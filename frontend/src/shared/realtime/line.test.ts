import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { rightsChanged } from "./line";

afterEach(() => vi.unstubAllGlobals());

it("marks everything as stale after a change of rights although the session could not be renewed", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  const client = new QueryClient();
  client.setQueryData(["task"], {});
  await rightsChanged(client);
  expect(client.getQueryState(["task"])?.isInvalidated).toBe(true);
});
