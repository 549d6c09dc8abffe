// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { policy } from "./fixtures";
import { PolicyRules } from "./PolicyRules";

it("says of every step how sure it is, and of none more than the policy does", () => {
  const single = { ...policy, basis: { scale: "233/2026/NĐ-CP", ratios: "233/2026/NĐ-CP" }, cap: undefined };
  const marks = { general: "S", tree: "S", task: "S", leadership: "S" };
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
      <MantineProvider>
        <PolicyRules policy={{ ...single, marks, settings: [] }} period="2026-10" />
      </MantineProvider>
    </QueryClientProvider>,
  );
  expect(screen.getAllByText("233/2026/NĐ-CP, theo một nguồn hướng dẫn")).toHaveLength(2);
  expect(screen.queryByText(/theo điều khoản/)).toBeNull();
});
