// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import type { EvalClosure } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { evaluationApi } from "../api";
import { ClosingForm } from "./ClosingForm";

vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const closure: EvalClosure = {
  period: "2026-10",
  next: "2026-11",
  ungraded: 12,
  units: [
    {
      unit: { id: "u1", name: "Phòng Công nghệ thông tin", shortName: "P. CNTT" },
      people: [{ id: "p1", name: "Nguyễn Thị Lan" }],
    },
  ],
  undecided: 3,
  second: false,
  mine: false,
  version: 4,
};

function show(answer: EvalClosure) {
  vi.spyOn(evaluationApi, "closure").mockResolvedValue(answer);
  const close = vi.spyOn(evaluationApi, "close").mockReturnValue(new Promise(() => undefined));
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <ClosingForm period="2026-10" onDone={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return close;
}

it("says whom and what a close reaches, and closes what was seen only after a tick", async () => {
  const close = show(closure);
  expect(await screen.findByText(/10\/2026 của toàn cơ quan, không riêng/)).toBeTruthy();
  expect(screen.getByText(/^12 người chưa có điểm tiêu chí chung/)).toBeTruthy();
  expect(screen.getByText(/^3 việc chờ duyệt sẽ chuyển sang tháng 11\/2026/)).toBeTruthy();
  const button = screen.getByRole("button", { name: "Đóng kỳ toàn cơ quan" });
  const user = userEvent.setup();
  await user.click(button);
  expect(close).not.toHaveBeenCalled();
  await user.click(screen.getByRole("checkbox"));
  await user.click(button);
  expect(close.mock.calls[0]?.[0]).toEqual(closure);
});

it("names who lacks points by unit and reminds their superiors", async () => {
  show(closure);
  const remind = vi.spyOn(evaluationApi, "remind").mockResolvedValue({ people: 3 });
  expect(await screen.findByText(/^Nguyễn Thị Lan/)).toBeTruthy();
  expect(screen.getByText(/Phòng Công nghệ thông tin/)).toBeTruthy();
  expect(screen.getByText(/11 người nữa/)).toBeTruthy();
  await userEvent.setup().click(screen.getByRole("button", { name: "Nhắc thủ trưởng" }));
  expect(await screen.findByText(/Đã nhắc 3 người/)).toBeTruthy();
  expect(remind.mock.calls[0]?.[0]).toBe("2026-10");
});

it("asks for a second person first, and does not let the same one confirm", async () => {
  show({ ...closure, second: true });
  expect(await screen.findByRole("button", { name: "Đề nghị đóng kỳ" })).toBeTruthy();
  cleanup();
  show({ ...closure, second: true, mine: true, asked: { by: "p9", name: "Trần Thị Hoa", at: "2026-11-02T02:00:00Z" } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("checkbox"));
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Đóng kỳ toàn cơ quan" }).disabled).toBe(true);
});

it("says when nothing is left behind", async () => {
  show({ ...closure, ungraded: 0, units: [], undecided: 0 });
  expect(await screen.findByText("Không còn ai chờ điểm tiêu chí chung.")).toBeTruthy();
  expect(screen.getByText("Không còn việc nào chờ duyệt.")).toBeTruthy();
});
