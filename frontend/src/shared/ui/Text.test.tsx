// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Button, MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { holdTooLong, Textarea, TextInput } from "./Text";

// Every file of the app is read, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

let stop: () => void;
beforeAll(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
});
afterEach(() => {
  stop();
  cleanup();
});

const sent = vi.fn();

function Form() {
  const [line, setLine] = useState("");
  const [text, setText] = useState("");
  return (
    <main>
      <TextInput label="line" maxLength={10} value={line} onChange={(event) => setLine(event.currentTarget.value)} />
      <Textarea label="text" maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button variant="default">aside</Button>
      <Button onClick={sent}>send</Button>
    </main>
  );
}

function shown() {
  stop = holdTooLong();
  sent.mockReset();
  render(
    <MantineProvider env="test">
      <Form />
    </MantineProvider>,
  );
}

it("keeps all that is pasted, says how much too long it is, and what would send it waits at the field", () => {
  shown();
  const text = screen.getByLabelText<HTMLTextAreaElement>("text");
  // A browser's paste stops at maxlength; the attribute must not be there.
  expect(text.maxLength).toBe(-1);
  fireEvent.change(text, { target: { value: "ố".repeat(2606) } });
  expect(text.value).toHaveLength(2606);
  expect(screen.getByText(/Dài 2\.606 ký tự, tối đa 2\.000/)).toBeDefined();
  fireEvent.click(screen.getByText("send"));
  expect(sent).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(text);
  fireEvent.change(text, { target: { value: "ố".repeat(2000) } });
  expect(screen.queryByText(/tối đa/)).toBeNull();
  fireEvent.click(screen.getByText("send"));
  expect(sent).toHaveBeenCalledTimes(1);
});

it("counts composed characters, without blanks at both ends", () => {
  shown();
  fireEvent.change(screen.getByLabelText("line"), { target: { value: ` ${"ố".repeat(10).normalize("NFD")} ` } });
  fireEvent.click(screen.getByText("send"));
  expect(sent).toHaveBeenCalledTimes(1);
});

it("is the field of everything with a limit but search, which loses nothing", () => {
  const root = join(import.meta.dirname, "..", "..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.tsx$/.test(file),
  );
  const other = files.filter((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return /\smaxLength=/.test(text) && !/import \{[^}]*\} from "(@\/shared\/ui|\.)\/Text";/.test(text);
  });
  expect(other.sort()).toEqual([
    "features/people/pages/PeoplePage.tsx",
    "features/task/list/SearchBox.tsx",
    "features/unit/pages/UnitsPage.tsx",
  ]);
});
