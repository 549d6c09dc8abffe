// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { type Choice, PickField } from "./PickField";

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => {
  await loadLanguage("vi");
  // jsdom has no media queries, no observer of sizes, no scrolling and no fonts, which Mantine asks for.
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);

const people: Choice[] = [
  { value: "an", label: "Trần Văn An" },
  { value: "lan", label: "Nguyễn Thị Lan", second: "Phòng Công nghệ thông tin" },
  { value: "hoa", label: "Lê Thị Hoa" },
];
let answer: () => void;
const gathered = vi.fn();
const submitted = vi.fn((event: React.FormEvent) => event.preventDefault());
beforeEach(() => {
  submitted.mockClear();
});

/** Box searches among people as a server does; slow: it answers only when answer() is called. */
function Box({ slow, many = false }: { slow: boolean; many?: boolean }) {
  const [chosen, setChosen] = useState<Choice>();
  const [words, setWords] = useState("");
  const [answered, setAnswered] = useState("");
  answer = () => setAnswered(words);
  const asked = slow ? answered : words;
  const items = people.filter(({ label }) => label.toLowerCase().includes(asked.toLowerCase()));
  return (
    <form onSubmit={submitted}>
      <PickField
        label="Chủ trì"
        chosen={chosen}
        groups={[{ group: "Người", items }]}
        onSearch={setWords}
        answered={asked}
        many={many}
        onPick={(value) => (many ? gathered(value) : setChosen(people.find((one) => one.value === value)))}
      />
      <button type="submit">Giao</button>
    </form>
  );
}

function show(slow = false, many = false) {
  render(
    <MantineProvider env="test">
      <Box slow={slow} many={many} />
    </MantineProvider>,
  );
  return { user: userEvent.setup(), box: screen.getByRole<HTMLInputElement>("combobox") };
}

test("Enter takes the first that was found, and sends no form", async () => {
  const { user, box } = show();
  await user.type(box, "thị{Enter}");
  expect(box.value).toBe("Nguyễn Thị Lan");
  expect(submitted).not.toHaveBeenCalled();
});

test("Enter before the answer waits for it: the older list is not chosen from", async () => {
  const { user, box } = show(true);
  await user.type(box, "hoa{Enter}");
  expect(box.value).toBe("hoa");
  await vi.waitFor(() => {
    answer();
    expect(box.value).toBe("Lê Thị Hoa");
  });
  expect(submitted).not.toHaveBeenCalled();
});

test("Enter before an answer of several leaves the choice to the person", async () => {
  const { user, box } = show(true);
  await user.type(box, "thị{Enter}");
  await vi.waitFor(() => {
    answer();
    expect(screen.queryByRole("option", { name: /An/, hidden: true })).toBeNull();
  });
  expect(box.value).toBe("thị");
});

test("words nothing was chosen for stay, and are said to be no choice", async () => {
  const { user, box } = show();
  await user.type(box, "xyz{Enter}");
  await user.tab();
  expect(box.value).toBe("xyz");
  expect(screen.getByText("Chưa chọn gì theo “xyz”. Xin chọn một dòng trong danh sách.")).toBeTruthy();
  expect(submitted).not.toHaveBeenCalled();
});

test("what is chosen comes back when other words lead to no choice", async () => {
  const { user, box } = show();
  await user.type(box, "lan{Enter}");
  await user.type(box, "x");
  await user.tab();
  expect(box.value).toBe("Nguyễn Thị Lan");
});

test("where several are gathered the box is empty and in focus after each", async () => {
  const { user, box } = show(false, true);
  await user.type(box, "lan{Enter}");
  expect(gathered).toHaveBeenLastCalledWith("lan");
  expect(box.value).toBe("");
  expect(document.activeElement).toBe(box);
  await user.keyboard("hoa{Enter}");
  expect(gathered).toHaveBeenLastCalledWith("hoa");
});
