// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { session } from "@/shared/api/session";
import type { Me } from "@/shared/api/types";
import { countDrafts, leaveTab, newTab, removeDrafts, sweepDrafts, useDraft } from "./useDraft";

const signIn = (id: string) => session.start({ accessToken: "t", expiresIn: 900, me: { id } as Me });

beforeEach(() => {
  localStorage.clear();
  newTab("first");
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
    expect(countDrafts("minh")).toBe(0);
    act(() => result.current.clear());
    expect(result.current.value).toBe("");
    expect(countDrafts("lan")).toBe(0);
  });
});

describe("two tabs with the same form", () => {
  const form = () => renderHook(() => useDraft("task.report.1", ""));
  /** typedIn types in a tab of that name and leaves the page as a reload does. */
  function typedIn(name: string, text: string) {
    newTab(name);
    const { result, unmount } = form();
    act(() => result.current.set(text));
    return { result, unmount };
  }

  it("keep each its own text, and sending in one leaves the other's", () => {
    const b = typedIn("b", "chữ của B");
    b.unmount();
    const a = typedIn("a", "chữ của A");
    act(() => a.result.current.clear());
    expect(countDrafts("lan")).toBe(1);
    newTab("b");
    expect(form().result.current.value).toBe("chữ của B");
  });

  it("offer after a reload what was typed in this one, not the newest", () => {
    typedIn("a", "chữ của A").unmount();
    typedIn("b", "chữ của B").unmount();
    newTab("a");
    expect(form().result.current.value).toBe("chữ của A");
  });

  it("pass on what a closed tab left, once: sent from here it is gone there", () => {
    typedIn("closed", "gõ dở").unmount();
    leaveTab();
    newTab("later");
    const { result } = form();
    expect([result.current.value, result.current.restoredAt]).toEqual(["gõ dở", expect.any(Date)]);
    act(() => result.current.clear());
    expect(countDrafts("lan")).toBe(0);
  });

  it("pass on what a crashed tab left, once it has been silent for three minutes", () => {
    typedIn("crashed", "gõ dở").unmount();
    const beaten = Number(localStorage.getItem("congvu.tab.crashed"));
    for (const [silent, seen] of [
      [2 * 60_000, ""],
      [3 * 60_000, "gõ dở"],
    ] as const) {
      localStorage.setItem("congvu.tab.crashed", String(beaten - silent));
      newTab("later");
      expect(form().result.current.value).toBe(seen);
    }
  });

  it("leave what the other has typed on since it was taken over", () => {
    localStorage.setItem("congvu.draft.lan.task.report.1~b", JSON.stringify({ at: 1, value: "cũ" }));
    newTab("a");
    const { result } = form();
    localStorage.setItem("congvu.draft.lan.task.report.1~b", JSON.stringify({ at: 2, value: "cũ và mới" }));
    act(() => result.current.clear());
    newTab("b");
    expect(form().result.current.value).toBe("cũ và mới");
  });

  it("still find what an earlier version kept", () => {
    localStorage.setItem("congvu.draft.lan.task.report.1", JSON.stringify({ at: 1, value: "bản cũ" }));
    const { result } = form();
    expect(result.current.value).toBe("bản cũ");
    act(() => result.current.clear());
    expect(countDrafts("lan")).toBe(0);
  });
});

describe("drafts left behind", () => {
  const put = (name: string, days: number) =>
    localStorage.setItem(`congvu.draft.${name}`, JSON.stringify({ at: Date.now() - days * 86_400_000, value: "x" }));

  it("outlive Tết: they are swept after 60 days", () => {
    put("lan.task.new~t", 59);
    put("lan.task.new2~t", 60);
    sweepDrafts();
    expect(Object.keys(localStorage).filter((name) => name.startsWith("congvu.draft."))).toEqual([
      "congvu.draft.lan.task.new~t",
    ]);
  });

  it.each(["task.report.01KTEX2V2CY0000000000000AB", "diary.day.2026-02-13"])(
    "are never swept unasked when they belong to a record: %s",
    (key) => {
      put(`lan.${key}~t`, 400);
      put(`lan.${key}`, 400);
      sweepDrafts();
      expect(countDrafts("lan")).toBe(2);
      expect(renderHook(() => useDraft(key, "")).result.current.value).toBe("x");
    },
  );

  it("go when they cannot be read, and when their author asks", () => {
    localStorage.setItem("congvu.draft.lan.a", "{damaged");
    put("lan.b", 0);
    put("minh.b", 0);
    sweepDrafts();
    expect(countDrafts("lan")).toBe(1);
    removeDrafts("lan");
    expect([countDrafts("lan"), countDrafts("minh")]).toEqual([0, 1]);
  });
});
