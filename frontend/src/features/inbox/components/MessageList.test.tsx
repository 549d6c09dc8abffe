// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { InboxItem } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { MessageList } from "./MessageList";

const item: InboxItem = {
  id: "m1",
  kind: "diary.empty",
  why: "author",
  rule: "diary.empty",
  at: "2026-10-28T09:30:00Z",
  params: {},
  group: "diary|d1",
  object: { type: "diary", id: "d1" },
};

beforeAll(() => loadLanguage("vi"));
afterEach(cleanup);

it.each([
  [undefined, "28/10/2026"],
  ["2026-10-28", "Hôm nay"],
  ["2026-10-29", "Hôm qua"],
  ["2026-10-30", "28/10/2026"],
])("today %s: a message of 28/10 stands under %s", (today, heading) => {
  render(
    <MemoryRouter>
      <MessageList items={[item]} today={today} />
    </MemoryRouter>,
  );
  expect(screen.getByRole("heading", { name: heading })).toBeTruthy();
});

it("shows messages of one group as one line, with the urgency of its work", () => {
  const of = (id: string, more: Partial<InboxItem>): InboxItem => ({ ...item, id, kind: "task.assigned", ...more });
  const task = { type: "task" as const, id: "t1", code: "NV-1", title: "Báo cáo" };
  render(
    <MemoryRouter>
      <MessageList
        today="2026-10-28"
        chosen="m2"
        items={[
          of("m3", { group: "task|t1", object: task, params: { urgency: "hoa_toc" } }),
          of("m2", { group: "task|t1", object: task }),
          of("m1", { group: "task|t2", object: { ...task, id: "t2" }, readAt: item.at }),
        ]}
      />
    </MemoryRouter>,
  );
  const [first, second, ...rest] = screen.getAllByRole("link");
  expect(rest).toEqual([]);
  expect(first?.textContent).toContain("Hỏa tốc");
  expect(first?.textContent?.replaceAll("\u00a0", " ")).toContain("và 1 tin trước về việc này");
  expect(first?.getAttribute("href")).toBe("/inbox/m3");
  expect(first?.hasAttribute("aria-current")).toBe(true);
  expect(second?.hasAttribute("data-unread")).toBe(false);
});
