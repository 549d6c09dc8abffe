// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { taskOf } from "../model/fixtures";
import { type OverTyped, sureQuantity } from "./overAssigned";
import { SureQuantity } from "./SureQuantity";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, which Mantine asks for the colour scheme.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const task = taskOf({ quantity: 2 });
let typed: OverTyped;

function Held({ tried }: { tried: boolean }) {
  const [held, setHeld] = useState<OverTyped>({ quantity: 2 });
  typed = held;
  return (
    <SureQuantity
      task={task}
      label="Số lượng được công nhận"
      submitted={2}
      typed={held}
      onChange={(change) => setHeld({ ...held, ...change })}
      tried={tried}
    />
  );
}

test("more than was assigned is sent only once it is said to be meant", async () => {
  const user = userEvent.setup();
  render(
    <MantineProvider env="test">
      <Held tried />
    </MantineProvider>,
  );
  const field = screen.getByRole("textbox");
  expect(screen.getByText("giao 2, trình 2")).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
  await user.clear(field);
  await user.type(field, "5");
  expect(sureQuantity(typed, 2)).toBeUndefined();
  expect(screen.getByText("Xin xác nhận, hoặc sửa lại số lượng.")).toBeTruthy();
  await user.click(screen.getByRole("checkbox", { name: /^Nhiều hơn số được giao: giao 2, ghi 5/ }));
  expect(sureQuantity(typed, 2)).toBe(5);
  await user.type(field, "0");
  expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
  expect(sureQuantity(typed, 2)).toBeUndefined();
});
