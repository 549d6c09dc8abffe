// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { session } from "@/shared/api/session";
import type { Me } from "@/shared/api/types";
import { countDrafts, hasDraft, removeDrafts, sweepDrafts, useDraft } from "./useDraft";

const signIn = (id: string) => session.start({ accessToken: "t", expiresIn: 900, me: { id } as Me });

beforeEach(() => {
  localStorage.clear();
  session.end();
  signIn("lan");
});
afterEach(cleanup);

describe("useDraft", () => {
  it("gives the text back after a reload and tells when it was typed", () => {
    const first = renderHook(() => useDraft("task.report.1", ""));
    act(() => first.result.current.set("Đã có dự thảo lần 2"));
    first.unmount();
    const second = renderHook(() => useDraft("task.report.1", ""));
    expect(second.result.current.value).toBe("Đã có dự thảo lần 2");
    expect(second.result.current.restoredAt).toBeInstanceOf(Date);
  });

  it("keeps apart records and people", () => {
    const { result, rerender } = renderHook(({ id }) => useDraft(`task.report.${id}`, ""), {
      initialProps: { id: "1" },
    });
    act(() => result.current.set("một"));
    rerender({ id: "2" });
    expect(result.current.value).toBe("");
    rerender({ id: "1" });
    expect(result.current.value).toBe("một");
    act(() => {
      session.end();
      signIn("minh");
    });
    expect(renderHook(() => useDraft("task.report.1", "")).result.current.value).toBe("");
  });

  it("forgets the text once it was sent", () => {
    const { result } = renderHook(() => useDraft("task.report.1", ""));
    act(() => result.current.set("x"));
    expect(countDrafts("lan")).toBe(1);
    expect([hasDraft("lan", "task.report.1"), hasDraft("minh", "task.report.1")]).toEqual([true, false]);
    act(() => result.current.clear());
    expect(hasDraft("lan", "task.report.1")).toBe(false);
    expect(result.current.value).toBe("");
    expect(countDrafts("lan")).toBe(0);
  });
});

describe("drafts left behind", () => {
  it("are swept after seven days, and removed when their author asks", () => {
    const old = Date.now() - 8 * 86_400_000;
    localStorage.setItem("congvu.draft.lan.a", JSON.stringify({ at: old, value: "x" }));
    localStorage.setItem("congvu.draft.lan.b", JSON.stringify({ at: Date.now(), value: "y" }));
    localStorage.setItem("congvu.draft.minh.b", JSON.stringify({ at: Date.now(), value: "z" }));
    sweepDrafts();
    expect(countDrafts("lan")).toBe(1);
    removeDrafts("lan");
    expect([countDrafts("lan"), countDrafts("minh")]).toEqual([0, 1]);
  });
});
