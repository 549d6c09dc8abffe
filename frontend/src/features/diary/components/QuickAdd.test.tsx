// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { meOf, taskOf, thinh } from "@/features/task/model/fixtures";
import { taskListQuery } from "@/features/task/queries";
import { session } from "@/shared/api/session";
import { loadLanguage } from "@/shared/i18n";
import type { Line } from "../model/sheet";
import { QuickAdd } from "./QuickAdd";

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, no observer of sizes, no fonts and no scrolling, which Mantine asks for.
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
  Element.prototype.scrollIntoView = () => undefined;
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
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

const guide = taskOf({ id: "t1", code: "NV-2026-000101", title: "Hướng dẫn kết nối nền tảng chia sẻ dữ liệu" });
const fees = taskOf({ id: "t2", code: "NV-2026-000102", title: "Dự thảo biểu phí" });

function show() {
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(thinh) });
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(taskListQuery({ tab: "lead", state: "all", sort: "updated", limit: 100 }).queryKey, {
    items: [guide, fees],
  } as never);
  const added: Line[] = [];
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <QuickAdd date="2026-11-24" onAdd={(line) => added.push(line)} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { added, user: userEvent.setup(), field: screen.getByLabelText<HTMLInputElement>("Ghi thêm một dòng") };
}

it("Enter attaches the first task of the list, and a second Enter adds the line", async () => {
  const { added, user, field } = show();
  await user.type(field, "Soạn phụ lục #huong dan{Enter}");
  expect(added).toEqual([]);
  expect(field.value).toBe("Soạn phụ lục ");
  await user.type(field, "{Enter}");
  expect(added).toMatchObject([{ text: "Soạn phụ lục", task: { id: "t1" } }]);
});

it("Enter attaches the task that the arrows marked", async () => {
  const { added, user, field } = show();
  await user.type(field, "Họp #{ArrowDown}{Enter}{Enter}");
  expect(added).toMatchObject([{ text: "Họp", task: { id: "t2" } }]);
});

it("with nothing found Enter keeps the text and says so; after Esc it writes what stands there", async () => {
  const { added, user, field } = show();
  await user.type(field, "Xem mục #không có{Enter}");
  expect(added).toEqual([]);
  expect(field.value).toBe("Xem mục #không có");
  expect(screen.getByText(/^Không có nhiệm vụ nào khớp/)).toBeTruthy();
  await user.type(field, "{Escape}{Enter}");
  expect(added).toMatchObject([{ text: "Xem mục #không có" }]);
});
