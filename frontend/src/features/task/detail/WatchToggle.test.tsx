// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { session } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, taskOf } from "../model/fixtures";
import { taskQuery } from "../queries";
import { WatchToggle } from "./WatchToggle";

const asked: unknown[] = [];
let stored: Task;
let refuses: boolean;
const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

configure({ asyncUtilTimeout: 15_000 });

function Shown() {
  const task = useQuery(taskQuery(stored.id)).data;
  return task === undefined ? null : <WatchToggle task={task} />;
}

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
beforeEach(() => {
  asked.length = 0;
  refuses = false;
  stored = taskOf();
  vi.stubGlobal("fetch", async (_: string, init?: RequestInit) => {
    if (init?.method !== "PUT") return reply(200, stored);
    const body = JSON.parse(String(init.body));
    asked.push(body);
    if (refuses) return reply(409, { code: "task.watchers", status: 409, detail: "Đã có 50 người theo dõi." });
    stored = { ...stored, watching: body.watching };
    return reply(200, stored);
  });
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <Shown />
      </MantineProvider>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  session.end();
});

it("follows the task and ceases to", async () => {
  fireEvent.click(await screen.findByRole("button", { name: "Theo dõi nhiệm vụ" }));
  fireEvent.click(await screen.findByRole("button", { name: "Thôi theo dõi" }));
  await screen.findByRole("button", { name: "Theo dõi nhiệm vụ" });
  expect(asked).toEqual([{ watching: true }, { watching: false }]);
});

it("takes back what was refused, and says why", async () => {
  refuses = true;
  fireEvent.click(await screen.findByRole("button", { name: "Theo dõi nhiệm vụ" }));
  await screen.findByText("Đã có 50 người theo dõi.");
  expect(screen.queryByRole("button", { name: "Thôi theo dõi" })).toBeNull();
});
