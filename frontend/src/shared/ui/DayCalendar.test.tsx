// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { monthDaysQuery } from "../api/daysOff";
import { todayQuery } from "../api/today";
import type { CalendarDay } from "../api/types";
import { addDays, weekdayOf } from "../format/date";
import { loadLanguage } from "../i18n";
import { DayCalendar, namedDays } from "./DayCalendar";

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const names: Record<string, string> = { "2026-04-30": "Ngày Chiến thắng", "2026-05-01": "Ngày Quốc tế lao động" };
const april: CalendarDay[] = Array.from({ length: 30 }, (_, i) => {
  const date = addDays("2026-04-01", i);
  return { date, name: names[date], working: weekdayOf(date) < 6 && names[date] === undefined };
});

it("marks weekends and holidays as days off and names the holidays", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(todayQuery().queryKey, { date: "2026-04-29" } as never);
  client.setQueryData(monthDaysQuery("2026-04-29").queryKey, { items: april });
  const chosen = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <MantineProvider env="test">
        <DayCalendar month="2026-04-29" onMonth={vi.fn()} value="2026-04-28" onChoose={chosen} />
      </MantineProvider>
    </QueryClientProvider>,
  );
  const off = screen.getAllByRole("button").filter((day) => day.hasAttribute("data-off"));
  expect(off.map((day) => day.textContent)).toEqual(["4", "5", "11", "12", "18", "19", "25", "26", "30"]);
  expect(screen.getByRole("button", { name: "thứ Bảy, 04/04/2026, nghỉ" })).toBeTruthy();
  expect(screen.getByText("30/04: Ngày Chiến thắng")).toBeTruthy();
  // A day off can be chosen all the same: what it means is for the deadline to say.
  await userEvent.click(screen.getByRole("button", { name: "thứ Năm, 30/04/2026, Ngày Chiến thắng" }));
  expect(chosen).toHaveBeenCalledWith("2026-04-30");
});

it("names days that follow each other once", () => {
  const day = (date: string, name?: string): CalendarDay => ({ date, name, working: false });
  expect(
    namedDays([day("2027-02-05", "Tết"), day("2027-02-06", "Tết"), day("2027-02-07"), day("2027-02-08", "Tết")]),
  ).toEqual([
    { from: "2027-02-05", to: "2027-02-06", name: "Tết" },
    { from: "2027-02-08", to: "2027-02-08", name: "Tết" },
  ]);
});
