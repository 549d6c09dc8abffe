// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { useSelection } from "../batch/useSelection";
import { rowOf } from "../model/fixtures";
import { TaskCards } from "./TaskCards";

// On a busy machine.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const rows = ["000128", "000131", "000140"].map((id) => rowOf(id));

function Cards() {
  const selection = useSelection("a", rows);
  return (
    <>
      <TaskCards rows={rows} today="2026-04-29" selection={selection} />
      <output>{selection.rows.map(({ id }) => id).join(" ")}</output>
    </>
  );
}

function open(shown = <Cards />) {
  render(
    <MantineProvider>
      <MemoryRouter>{shown}</MemoryRouter>
    </MantineProvider>,
  );
}

it("chooses several by touch once that is asked for, and opens pages again after it", () => {
  open();
  expect(screen.queryByRole("checkbox")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Chọn nhiều nhiệm vụ" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Chọn NV-2026-000131" }));
  fireEvent.click(screen.getAllByRole("link")[2] as HTMLElement, { detail: 1 });
  expect(screen.getByRole("status").textContent).toBe("000131 000140");
  fireEvent.click(screen.getAllByRole("link")[2] as HTMLElement, { detail: 1 });
  expect(screen.getByRole("status").textContent).toBe("000131");
  fireEvent.click(screen.getByRole("button", { name: "Thôi chọn" }));
  expect(screen.getByRole("status").textContent).toBe("");
  expect(screen.queryByRole("checkbox")).toBeNull();
});

it("offers no choice where nothing is done with many", () => {
  open(<TaskCards rows={rows} today="2026-04-29" />);
  expect(screen.queryByRole("button")).toBeNull();
});
