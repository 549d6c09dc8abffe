// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import type { DueDay, TaskRow, TaskState } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { DayStrip } from "./DayStrip";
import { DueLabel } from "./DueLabel";
import { dayOffWord } from "./dayNote";
import { isReason } from "./ReasonField";
import { ErrorState } from "./States";

beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, which Mantine asks for the colour scheme.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const show = (element: React.ReactElement) => render(<MantineProvider>{element}</MantineProvider>).container;

describe("DueLabel", () => {
  const row = (kind: TaskRow["timeliness"]["kind"], days: number) => ({ kind, days });
  it.each<[TaskRow["timeliness"], TaskState | undefined, string]>([
    [row("overdue", -1), "in_progress", "Quá hạn. Quá 1\u00a0ngày"],
    [row("on_track", 3), "in_progress", "Trong hạn. Còn 3\u00a0ngày"],
    [row("overdue", -2), "submitted", "Trình quá hạn. Trình quá 2\u00a0ngày"],
    [row("due_soon", 0), "in_progress", "Sắp đến hạn. Hạn hôm nay"],
    [row("on_track", 3), "submitted", "Trong hạn. Đã trình"],
    [row("late", -2), "completed", "Hoàn thành quá hạn"],
    [row("none", 0), "in_progress", "Không hạn"],
  ])("reads the term before the amount: %o %s", (timeliness, state, want) => {
    expect(show(<DueLabel timeliness={timeliness} state={state} amount />).textContent).toContain(want);
  });

  it.each<[TaskRow["timeliness"], TaskState, string]>([
    [row("overdue", -1), "in_progress", "Quá hạn 1\u00a0ngày làm việc"],
    [row("overdue", -2), "submitted", "Trình quá hạn 2\u00a0ngày làm việc"],
    [row("due_soon", 0), "in_progress", "Hạn hôm nay"],
    [row("on_track", 3), "in_progress", "Trong hạn, còn 3\u00a0ngày làm việc"],
    [row("dropped", 0), "cancelled", ""],
  ])("says both in one on a detail page: %o %s", (timeliness, state, want) => {
    const element = show(<DueLabel timeliness={timeliness} state={state} amount badge />);
    expect(element.querySelector("span")?.textContent ?? "").toBe(want);
  });
});

describe("DayStrip", () => {
  const days: DueDay[] = [
    { date: "2026-04-28", working: true, mark: "start" },
    { date: "2026-04-29", working: true, n: 1, mark: "today" },
    { date: "2026-04-30", working: false, why: "Ngày Chiến thắng 30/4" },
    { date: "2026-05-01", working: false },
    { date: "2026-05-04", working: true, n: 2, mark: "due" },
  ];
  const texts = () => screen.getAllByRole("listitem").map((item) => item.textContent);

  it("names days off in a word, numbers counted days, marks the due day", () => {
    show(<DayStrip label="x" days={days} given="2026-04-28" />);
    expect(texts()).toEqual([
      "thứ Ba, 28/04/2026. T328/4giao",
      "thứ Tư, 29/04/2026. T4291",
      "thứ Năm, 30/04/2026. T530Lễ",
      "thứ Sáu, 01/05/2026. T61/5nghỉ",
      "thứ Hai, 04/05/2026. T24hạn",
    ]);
    expect(screen.getAllByRole("listitem")[2]?.title).toBe("Ngày Chiến thắng 30/4");
  });

  it("does not call a day the giving one when the term only runs from it", () => {
    show(<DayStrip label="x" days={days} given="2026-04-27" />);
    expect(texts()[0]).toBe("thứ Ba, 28/04/2026. T328/4kể từ");
  });

  it.each([
    { today: undefined, framed: "29" },
    { today: "2026-04-28", framed: "28/4" },
    { today: "2026-05-04", framed: "4" },
  ])("frames today, $today, whatever else that day is", ({ today, framed }) => {
    const shown = today === undefined ? days : days.filter(({ mark }) => mark !== "today");
    const box = show(<DayStrip label="x" days={shown} today={today} />);
    expect([...box.querySelectorAll("[data-today] [class*=date]")].map((day) => day.textContent)).toEqual([framed]);
  });
});

describe("dayOffWord", () => {
  it.each([
    ["Tết Dương lịch", "Lễ"],
    ["Nghỉ bù Giỗ Tổ Hùng Vương", "Nghỉ bù"],
    ["Nghỉ hoán đổi dịp Quốc khánh", "Hoán đổi"],
  ])("%s is %s", (why, word) => {
    expect(dayOffWord(why)).toBe(word);
  });
});

describe("ErrorState", () => {
  it("says what did not happen, that the text is safe, and the reference", () => {
    const problem = new ApiProblem({
      type: "about:blank",
      title: "",
      status: 503,
      code: "errs.unavailable",
      detail: "Máy chủ đang bận.",
      requestId: "7F2C-19A4",
    });
    show(<ErrorState title="T" error={problem} onRetry={() => undefined} textIsSafe />);
    expect(screen.getByRole("alert").textContent).toContain(
      "Máy chủ đang bận. Nội dung bạn viết vẫn còn trên máy này.",
    );
    expect(screen.getByRole("alert").textContent).toContain("Mã tra cứu 7F2C-19A4");
    expect(screen.getByRole("button").textContent).toBe("Thử lại");
  });

  it("says of what is not open to the reader that it is not, and offers no second try", () => {
    const problem = new ApiProblem({
      type: "about:blank",
      title: "",
      status: 403,
      code: "workplace.unit",
      detail: "Bạn không phụ trách đơn vị này.",
      requestId: "7F2C-19A4",
    });
    show(<ErrorState title="Chưa tải được danh sách" error={problem} onRetry={() => undefined} />);
    expect(screen.getByRole("alert").textContent).toContain("Trang này không dành cho chức vụ của bạn");
    expect(screen.getByRole("alert").textContent).not.toContain("Chưa tải được");
    expect(screen.queryByRole("button")).toBeNull();
    cleanup();
    show(<ErrorState act title="Chưa xác nhận được" error={problem} onRetry={() => undefined} />);
    expect(screen.getByRole("alert").textContent).toContain("Chưa xác nhận đượcBạn không phụ trách đơn vị này.");
  });
});

describe("isReason", () => {
  it.each([
    ["Chờ góp ý", false],
    ["Chờ góp ý.", true],
    ["   Chờ       ", false],
  ])("%j: %s", (text, want) => {
    expect(isReason(text)).toBe(want);
  });
});
