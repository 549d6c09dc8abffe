// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { ApiProblem } from "@/shared/api/problem";
import type { Me } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { accountApi } from "../api";
import { ContactForm } from "./ContactForm";

const me = { id: "lan", version: 4, email: "lan@danang.gov.vn" } as Me;

beforeAll(async () => {
  await loadLanguage("vi");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open() {
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <ContactForm me={me} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return {
    phone: screen.getByLabelText("Điện thoại") as HTMLInputElement,
    save: screen.getByRole("button", { name: "Lưu" }) as HTMLButtonElement,
  };
}

it("saves what has changed, with the version that was seen", async () => {
  const put = vi.spyOn(accountApi, "saveContact").mockResolvedValue({ version: 5, email: "", phone: "" });
  const { phone, save } = open();
  expect(save.disabled).toBe(true);
  fireEvent.change(phone, { target: { value: " 0235 3810 111 " } });
  fireEvent.click(save);
  await vi.waitFor(() => expect(put).toHaveBeenCalledTimes(1));
  expect(put.mock.calls[0]?.[0]).toEqual({ version: 4, email: "lan@danang.gov.vn", phone: "0235 3810 111" });
});

it("says at the field what is wrong with it, and keeps what was typed", async () => {
  const problem = {
    status: 422,
    code: "errs.invalid",
    detail: "Thông tin chưa hợp lệ.",
    fields: [{ path: "phone", label: "Điện thoại", detail: "không đúng dạng." }],
  };
  vi.spyOn(accountApi, "saveContact").mockRejectedValue(new ApiProblem(problem as never));
  const { phone, save } = open();
  fireEvent.change(phone, { target: { value: "máy lẻ" } });
  fireEvent.click(save);
  expect(await screen.findByText(/không đúng dạng/)).toBeTruthy();
  expect(phone.value).toBe("máy lẻ");
});
