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
