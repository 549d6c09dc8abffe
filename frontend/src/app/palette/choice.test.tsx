// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { useChoice } from "./choice";

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
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

const [store, spotlight] = createSpotlight();
const opened = vi.fn();

function List({ query, rows, pending }: { query: string; rows: string[]; pending: boolean }) {
  const onKey = useChoice(store, query, rows.join(" "), pending);
  return (
    <MantineProvider env="test">
      <Spotlight.Root store={store} query={query} shortcut={null} closeOnActionTrigger={false}>
        <Spotlight.Search onKeyDownCapture={onKey} />
        <Spotlight.ActionsList>
          {rows.map((row) => (
            <Spotlight.Action key={row} label={row} onClick={() => opened(row)} />
          ))}
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </MantineProvider>
  );
}

const press = (code: string) => fireEvent.keyDown(screen.getByRole("textbox"), { key: code, code });

it("opens what was found for the words, not what stood there before", () => {
  const at = (query: string, rows: string[], pending: boolean) => <List query={query} rows={rows} pending={pending} />;
  const { rerender } = render(at("l", ["task l"], false));
  spotlight.open();
  rerender(at("la", ["task l"], true));
  press("Enter"); // too early: the row is of "l"
  expect(opened).not.toHaveBeenCalled();
  rerender(at("la", ["Lan", "task l"], false));
  expect(opened.mock.calls).toEqual([["Lan"]]); // as soon as the answer is there
  press("Enter");
  expect(opened.mock.calls).toEqual([["Lan"], ["Lan"]]);

  press("ArrowDown"); // a later answer takes no choice away
  rerender(at("la", ["Lam", "Lan", "task l"], false));
  press("Enter");
  expect(opened.mock.calls.at(-1)).toEqual(["task l"]);

  rerender(at("lam", ["Lam", "Lan", "task l"], true));
  press("Enter");
  rerender(at("lamp", ["Lam", "Lan", "task l"], true)); // typed on: Enter was for other words
  rerender(at("lamp", ["Lampe"], false));
  expect(opened.mock.calls).toHaveLength(3);
});
