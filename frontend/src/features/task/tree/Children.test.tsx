// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { TaskNode } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, rowOf, taskOf, thinh } from "../model/fixtures";
import { taskKeys } from "../queries";
import { Children } from "./Children";

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

function show(change: Parameters<typeof taskOf>[0], items: TaskNode[] = [], more = false) {
  const task = taskOf(change);
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(taskKeys.tree(task.id), { items, more });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter>
          <Children task={task} today="2026-04-29" />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const nodes: TaskNode[] = [
  { ...rowOf("131", { title: "Phần của phòng", timeliness: { kind: "overdue", days: -1 } }), depth: 1 },
  { ...rowOf("132", { title: "Phần của Lan", state: "completed", open: false, waiting: [] }), depth: 2 },
  { ...rowOf("133", { title: "Phần đã bỏ", state: "cancelled", open: false, waiting: [] }), depth: 1 },
  { ...rowOf("134", { title: "Phần chờ nhận", state: "assigned", waiting: [lan, thinh] }), depth: 1 },
];

it("says of each part how far it is, how late, with whom it lies and since when", () => {
  show({ children: 3 }, nodes);
  const [late, done, , waits] = screen.getAllByRole("listitem");
  if (late === undefined || done === undefined || waits === undefined) throw new Error("four parts");
  expect(within(late).getByRole("link", { name: "Phần của phòng" }).getAttribute("href")).toBe("/tasks/131");
  expect(late.textContent).toContain("Đang thực hiện");
  expect(late.textContent).toContain("Quá 1\u00a0ngày");
  expect(late.textContent).toContain("Nguyễn Thị Lantừ 10:02\u00a0ngày 24/04");
  expect(done.textContent).toContain("Cấp 2:");
  expect(done.textContent).not.toContain("từ 10:02");
  expect(waits.textContent).toContain("Nguyễn Thị Lan, Phan Hữu Thịnh");
  expect(screen.getByText("Đã hoàn thành 1 trên 4, quá hạn 1, thu hồi hoặc hủy 1.")).toBeTruthy();
});

it("offers the handing on to whoever may, and is not there where there is nothing to see or do", () => {
  const alone = show({});
  expect(alone.container.querySelector("section")).toBeNull();
  alone.unmount();
  show({ maySplit: true });
  expect(screen.getByRole("link", { name: "Giao việc con" }).getAttribute("href")).toBe("/tasks/000128/split");
  expect(screen.getByText("Chưa giao việc con nào.")).toBeTruthy();
});

it("says that there are parts which are not shown", () => {
  show({ children: 2000 }, nodes, true);
  expect(screen.getByText("Chỉ hiện 4 việc con đầu tiên.")).toBeTruthy();
});
