// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { DecimalField } from "./DecimalField";

beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, which Mantine asks for the colour scheme.
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(cleanup);

const reported = vi.fn();
const points = { min: 0, max: 10, step: 0.25 };
const pieces = { min: 0.001, max: 100_000, step: 0.001, by: 1 };
const days = { min: 1, max: 3650, step: 1 };

function Form({ rule, initial }: { rule: typeof pieces | typeof points; initial?: number }) {
  const [value, setValue] = useState(initial);
  return (
    <>
      <DecimalField
        label="Số"
        {...rule}
        value={value}
        onChange={(next) => {
          reported(next);
          setValue(next);
        }}
      />
      <button type="button" onClick={() => setValue(10)}>
        Tối đa
      </button>
    </>
  );
}

function show(rule: typeof pieces | typeof points, initial?: number) {
  reported.mockClear();
  render(
    <MantineProvider>
      <Form rule={rule} initial={initial} />
    </MantineProvider>,
  );
  return { user: userEvent.setup(), field: screen.getByLabelText<HTMLInputElement>("Số") };
}
const fault = () => document.querySelector(".mantine-InputWrapper-error")?.textContent;

describe("DecimalField", () => {
  it.each([
    { rule: points, typed: "9,5", value: 9.5 },
    { rule: points, typed: "9.5", value: 9.5, after: "9,5" },
    { rule: points, typed: "9.", value: 9, after: "9" },
    { rule: points, typed: "0,25", value: 0.25 },
    { rule: points, typed: "2,25", value: 2.25 },
    { rule: points, typed: ",5", value: 0.5, after: "0,5" },
    { rule: points, typed: "2.250", value: 2.25, after: "2,25" },
    { rule: pieces, typed: "12,5", value: 12.5 },
    { rule: pieces, typed: "1,500", value: 1.5, after: "1,5" },
    { rule: points, typed: "2,000", value: 2, after: "2" },
    { rule: pieces, typed: "0.125", value: 0.125, after: "0,125" },
    { rule: pieces, typed: "1500", value: 1500 },
  ])("$typed is $value", async ({ rule, typed, value, after = typed }) => {
    const { user, field } = show(rule);
    await user.type(field, typed);
    expect(field.value).toBe(typed);
    expect(reported).toHaveBeenLastCalledWith(value);
    await user.tab();
    expect(field.value).toBe(after);
    expect(fault()).toBeUndefined();
  });

  it.each([
    { rule: points, typed: "12", says: "Xin nhập số từ 0 đến 10." },
    { rule: points, typed: "-3", says: "Xin nhập số từ 0 đến 10." },
    { rule: points, typed: "abc", says: "Xin nhập một số, ví dụ 2,5." },
    { rule: points, typed: "2,3", says: "Xin nhập theo bước 0,25, ví dụ 2 hoặc 2,25." },
    { rule: pieces, typed: "1,2345", says: "Xin ghi nhiều nhất 3 chữ số sau dấu phẩy." },
    { rule: pieces, typed: "1.500", says: "Xin ghi 1500 hoặc 1,500: dấu chấm ở đây hiểu được hai cách." },
    { rule: pieces, typed: "1,000", says: "Xin ghi 1000 hoặc 1: dấu phẩy ở đây hiểu được hai cách." },
    { rule: pieces, typed: "1.500,5", says: "Xin nhập một số, ví dụ 2,5." },
    { rule: pieces, typed: "0", says: "Xin nhập số từ 0,001 đến 100000." },
    { rule: days, typed: "2,5", says: "Xin nhập số nguyên." },
    { rule: days, typed: "-3", says: "Xin nhập số từ 1 đến 3650." },
  ])("$typed stays and is refused in words: $says", async ({ rule, typed, says }) => {
    const { user, field } = show(rule);
    await user.type(field, typed);
    await user.tab();
    expect(field.value).toBe(typed);
    expect(fault()).toBe(says);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    if (reported.mock.calls.length > 0) expect(reported).toHaveBeenLastCalledWith(undefined);
  });

  it("does not complain of what more typing can mend", async () => {
    const { user, field } = show(pieces);
    await user.type(field, "0");
    expect(fault()).toBeUndefined();
    await user.type(field, ",25");
    expect(fault()).toBeUndefined();
    expect(reported).toHaveBeenLastCalledWith(0.25);
  });

  it("reports nothing once emptied", async () => {
    const { user, field } = show(pieces, 1);
    await user.clear(field);
    await user.tab();
    expect(field.value).toBe("");
    expect(reported).toHaveBeenLastCalledWith(undefined);
    expect(fault()).toBeUndefined();
  });

  it("takes what is pasted as it is", async () => {
    const { user, field } = show(pieces, 1);
    await user.tripleClick(field);
    await user.paste(" 2,25 ");
    expect(reported).toHaveBeenLastCalledWith(2.25);
    await user.tab();
    expect(field.value).toBe("2,25");
    await user.tripleClick(field);
    await user.paste("hai");
    expect(field.value).toBe("hai");
    expect(fault()).toBe("Xin nhập một số, ví dụ 2,5.");
  });

  it("steps by arrow and by key, and goes no further than the bounds", async () => {
    const { user, field } = show(points, 9.5);
    await user.click(document.querySelector("[data-way=up]") as HTMLElement);
    expect(field.value).toBe("9,75");
    await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}");
    expect(field.value).toBe("10");
    await user.clear(field);
    await user.type(field, "12{ArrowDown}");
    expect(field.value).toBe("10");
    expect(reported).toHaveBeenLastCalledWith(10);
  });

  it.each([
    { what: "half a piece stays", typed: "0,5{ArrowDown}", after: "0,5" },
    { what: "nothing becomes one", typed: "{ArrowUp}", after: "1" },
    { what: "decimals stay", typed: "2,25{ArrowUp}", after: "3,25" },
  ])("steps pieces by one: $what", async ({ typed, after }) => {
    const { user, field } = show(pieces);
    await user.click(field);
    await user.keyboard(typed);
    expect(field.value).toBe(after);
  });

  it("shows what is set from outside, also over a fault", async () => {
    const { user, field } = show(points);
    await user.type(field, "abc");
    await user.click(screen.getByRole("button", { name: "Tối đa" }));
    expect(field.value).toBe("10");
    expect(fault()).toBeUndefined();
  });
});
