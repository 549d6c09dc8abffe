// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prefs } from "@/shared/prefs/prefs";
import { activeHotkeys, listenForHotkeys, useHotkey } from "./hotkeys";

const run = { b: vi.fn(), go: vi.fn(), send: vi.fn() };

function Probe({ enabled = true }: { enabled?: boolean }) {
  useHotkey("b", "hotkey.help", run.b, enabled);
  useHotkey("g v", "nav.tasks", run.go);
  useHotkey("mod+Enter", "hotkey.palette", run.send);
  return <input data-testid="field" />;
}

const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

let stop: () => void;
beforeEach(() => {
  stop = listenForHotkeys();
});
afterEach(() => {
  stop();
  cleanup();
  vi.clearAllMocks();
  prefs.set({ letterKeys: true });
});

describe("useHotkey", () => {
  it("runs on a letter, on two letters in turn, and with Ctrl inside a field", () => {
    const { getByTestId } = render(<Probe />);
    press("b");
    press("g");
    press("v");
    press("Enter", { ctrlKey: true }, getByTestId("field"));
    expect([run.b, run.go, run.send].map((fn) => fn.mock.calls.length)).toEqual([1, 1, 1]);
  });

  it("is silent in a field and while an input method composes", () => {
    const { getByTestId } = render(<Probe />);
    press("b", {}, getByTestId("field"));
    press("b", { isComposing: true });
    press("b", { keyCode: 229 });
    expect(run.b).not.toHaveBeenCalled();
  });

  it("is silent when letter keys are turned off; Ctrl still works", () => {
    prefs.set({ letterKeys: false });
    render(<Probe />);
    press("b");
    press("Enter", { ctrlKey: true });
    expect(run.b).not.toHaveBeenCalled();
    expect(run.send).toHaveBeenCalledOnce();
  });

  it("lists only what works now", () => {
    render(<Probe enabled={false} />);
    expect(activeHotkeys().map((hotkey) => hotkey.keys)).toEqual(["g v", "mod+Enter"]);
  });
});
