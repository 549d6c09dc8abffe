// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { ActivatePage } from "./ActivatePage";

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
});
afterEach(cleanup);

const show = () =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <ActivatePage />
      </QueryClientProvider>
    </MantineProvider>,
  );
const value = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;

it("fills in what the link of a letter says, and takes it out of the address", () => {
  history.replaceState(null, "", "/activate#code=K7TM-2QXD-94VR-HB3C&login=QN026");
  show();
  expect([value("Mã cán bộ hoặc thư công vụ"), value("Mã kích hoạt")]).toEqual(["QN026", "K7TM-2QXD-94VR-HB3C"]);
  expect(document.body.textContent).toContain("Mã đã được điền từ thư.");
  expect(location.hash).toBe("");
});

it("is empty without one", () => {
  history.replaceState(null, "", "/activate");
  show();
  expect([value("Mã cán bộ hoặc thư công vụ"), value("Mã kích hoạt")]).toEqual(["", ""]);
});
