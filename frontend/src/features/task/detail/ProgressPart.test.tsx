// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Task } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, taskOf } from "../model/fixtures";
import { ProgressPart } from "./ProgressPart";

beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, which Mantine asks for the colour scheme.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const report = { id: "1", at: "2026-04-29T02:02:00Z", by: lan, percent: 30, text: "Đã có dự thảo." };

describe("ProgressPart in the panel", () => {
  it.each<{ what: string; task: Partial<Task>; want: string }>([
    { what: "in progress", task: { progress: 30 }, want: "Tiến độ 30%cập nhật 09:02Đã có dự thảo." },
    {
      what: "completed",
      task: { state: "completed", progress: 100 },
      want: "Đã hoàn thànhBáo cáo gần nhất: 30%, 09:02Đã có dự thảo.",
    },
    { what: "given anew", task: { progress: 0 }, want: "Tiến độ 0%Báo cáo gần nhất: 30%, 09:02Đã có dự thảo." },
  ])("keeps percent and time of a report together: $what", ({ task, want }) => {
    const { container } = render(
      <MantineProvider>
        <ProgressPart task={taskOf({ reports: [report], ...task })} today="2026-04-29" brief />
      </MantineProvider>,
    );
    expect(container.querySelector("section")?.textContent).toBe(want);
  });
});
