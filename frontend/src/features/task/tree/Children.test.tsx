// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { TaskNode } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { prefs } from "@/shared/prefs/prefs";
import { lan, meOf, rowOf, taskOf, thinh } from "../model/fixtures";
import { taskKeys } from "../queries";
import { Children } from "./Children";

// Finding by role is slow in jsdom, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
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
  {
    ...rowOf("131", { title: "Phần của phòng", timeliness: { kind: "overdue", days: -1 } }),
    depth: 1,
    from: "2026-04-24",
  },
  {
    ...rowOf("132", { title: "Phần của Lan", state: "completed", open: false, waiting: [] }),
    depth: 2,
    from: "2026-04-24",
  },
  {
    ...rowOf("133", { title: "Phần đã bỏ", state: "cancelled", open: false, waiting: [] }),
    depth: 1,
    from: "2026-04-24",
  },
  {
    ...rowOf("134", { title: "Phần chờ nhận", state: "assigned", waiting: [lan, thinh] }),
    depth: 1,
    from: "2026-04-24",
  },
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

it("shows the parts in time as a table whose drawn column is written too, and keeps that choice", async () => {
  show({ children: 3 }, nodes);
  fireEvent.click(screen.getByRole("radio", { name: "Dòng thời gian" }));
  const rows = screen.getAllByRole("row");
  expect(rows).toHaveLength(6); // head, the task, its four parts
  expect(within(rows[2] as HTMLElement).getByRole("rowheader").textContent).toContain("Phần của phòng");
  expect(within(rows[2] as HTMLElement).getByRole("cell").textContent).toContain("từ 24/04/2026, hạn 06/05/2026");
  cleanup();
  const many = Array.from({ length: 200 }, (_, i) => ({ ...rowOf(`p${i}`), depth: 1, from: "2026-04-24" }));
  const { container } = show({ children: 200 }, many);
  expect(container.querySelectorAll("tr")).toHaveLength(151);
  fireEvent.click(screen.getByText("Xem thêm, còn 51 việc con"));
  expect(container.querySelectorAll("tr")).toHaveLength(202);
  expect(container.querySelector("caption")?.textContent).toBe("Nhiệm vụ và các việc con theo thời gian");
  prefs.set({ treeView: undefined });
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

it("sends chosen finished parts of work that came back back too, all with one reason", async () => {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    asked.push({ path: new URL(url, "http://x").pathname, body: JSON.parse(String(init.body)) });
    return Promise.resolve(new Response(JSON.stringify(taskOf({ version: 4 }))));
  });
  Object.defineProperty(document, "fonts", { value: { addEventListener: vi.fn(), removeEventListener: vi.fn() } });
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  show({ children: 3 }, nodes).unmount();
  show({ children: 3, mayRework: true }, nodes);
  fireEvent.click(screen.getByRole("button", { name: "Yêu cầu làm lại việc con" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getAllByRole("checkbox")).toHaveLength(1); // of four parts one is completed
  fireEvent.click(dialog.getByRole("button", { name: /^Yêu cầu làm lại/ }));
  await dialog.findByText("Chọn ít nhất một việc con.");
  fireEvent.click(dialog.getByRole("checkbox", { name: /Phần của Lan/ }));
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: "Sai số liệu của ba huyện" } });
  fireEvent.click(dialog.getByRole("button", { name: /^Yêu cầu làm lại/ }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual([
    {
      path: "/api/v1/tasks/000128/children/rework",
      body: { version: 3, tasks: ["132"], reason: "Sai số liệu của ba huyện" },
    },
  ]);
  session.end();
});
