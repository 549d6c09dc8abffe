// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { todayQuery } from "@/shared/api/today";
import { loadLanguage } from "@/shared/i18n";
import { meOf, thinh } from "../model/fixtures";
import { dueRuleOf, emptyForm, type TaskForm } from "../model/newTask";
import { DueField } from "./DueField";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries and no observer of sizes, which Mantine asks for.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

let form: TaskForm;
function show(change: Partial<TaskForm> = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(todayQuery().queryKey, { date: "2026-10-29" } as never);
  function Held() {
    const [held, setHeld] = useState<TaskForm>({ ...emptyForm(meOf(thinh, true)), ...change });
    form = held;
    return <DueField form={held} onChange={(next) => setHeld({ ...held, ...next })} />;
  }
  render(
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <Held />
      </MantineProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

test.each([
  { typed: "2,5", says: "Xin nhập số nguyên." },
  { typed: "-3", says: "Xin nhập số từ 1 đến 3650." },
  { typed: "0", says: "Xin nhập số từ 1 đến 3650." },
])("$typed days are no other number of days", async ({ typed, says }) => {
  const user = show();
  const field = screen.getByLabelText<HTMLInputElement>("Số ngày");
  await user.clear(field);
  await user.type(field, typed);
  await user.tab();
  expect(field.value).toBe(typed);
  expect(screen.getByRole("alert").textContent).toBe(says);
  expect(dueRuleOf(form)).toBeUndefined();
});

test.each(["31/02/2026", "abc"])("%s is no day to begin from, and not the day before it either", async (typed) => {
  const user = show({ start: "2026-11-02" });
  const field = screen.getByLabelText<HTMLInputElement>("Kể từ ngày");
  await user.clear(field);
  await user.type(field, typed);
  await user.tab();
  expect(field.value).toBe(typed);
  expect(screen.getByRole("alert").textContent).toContain(`“${typed}” không phải là một ngày.`);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(dueRuleOf(form)).toBeUndefined();
  await user.clear(field);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(dueRuleOf(form)).toEqual({ kind: "working", n: 5, start: undefined });
});

test("a day is written out once it is typed, not while", async () => {
  const user = show({ dueKind: "date" });
  const field = screen.getByPlaceholderText<HTMLInputElement>("ngày/tháng/năm");
  await user.type(field, "1/11/2026");
  expect(field.value).toBe("1/11/2026");
  await user.tab();
  expect(field.value).toBe("01/11/2026");
  expect(dueRuleOf(form)).toEqual({ kind: "date", date: "2026-11-01" });
});

test("the calendar opens on the server's month, shows its day, and takes a day", async () => {
  const user = show({ dueKind: "date" });
  await user.click(screen.getByPlaceholderText("ngày/tháng/năm"));
  expect(document.querySelector("[data-here]")?.textContent).toBe("29");
  await user.click(screen.getAllByText("30").at(-1) as HTMLElement);
  expect(dueRuleOf(form)).toEqual({ kind: "date", date: "2026-10-30" });
  await user.click(screen.getByRole("button", { name: "Xóa: Đến ngày" }));
  expect(form.date).toBeUndefined();
});
