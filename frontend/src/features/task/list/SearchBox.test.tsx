// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { SearchBox } from "./SearchBox";

const onChange = vi.fn();
const box = (value: string) => (
  <MantineProvider env="test">
    <SearchBox value={value} onChange={onChange} />
  </MantineProvider>
);
const input = () => screen.getByRole<HTMLInputElement>("searchbox");
const type = (value: string) => fireEvent.change(input(), { target: { value } });
const rest = () => act(() => vi.advanceTimersByTime(300));

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  onChange.mockClear();
});

it("keeps what is typed while the address takes over the words before", () => {
  const { rerender } = render(box(""));
  type("phụ");
  rest();
  expect(onChange).toHaveBeenLastCalledWith("phụ");
  type("phụ lục");
  rerender(box("phụ"));
  expect(input().value).toBe("phụ lục");
  rest();
  expect(onChange).toHaveBeenLastCalledWith("phụ lục");
});

it("shows the words of the page one goes back to, and searches nothing else", () => {
  const { rerender } = render(box("phụ lục"));
  type("phụ lục 2");
  rerender(box("báo cáo"));
  expect(input().value).toBe("báo cáo");
  rest();
  expect(onChange).not.toHaveBeenCalled();
});
