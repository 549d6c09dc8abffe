// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { lan, meOf } from "@/features/task/model/fixtures";
import { session } from "@/shared/api/session";
import { useLeft } from "./useLeft";

afterEach(() => {
  cleanup();
  session.end();
  sessionStorage.clear();
});

it("keeps what was unticked for the desk, the diary and after a reload, each day by itself", () => {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  const desk = renderHook(() => useLeft("2026-11-24"));
  const diary = renderHook(() => useLeft("2026-11-24"));
  act(() => desk.result.current[1](["task.submit|t1"]));
  expect(diary.result.current[0]).toEqual(["task.submit|t1"]);
  desk.unmount();
  diary.unmount();

  // On the first look already: what is sent at once leaves it out.
  const looks: string[][] = [];
  renderHook(() => looks.push(useLeft("2026-11-24")[0]));
  expect(looks[0]).toEqual(["task.submit|t1"]);
  expect(renderHook(() => useLeft("2026-11-25")).result.current[0]).toEqual([]);
});
