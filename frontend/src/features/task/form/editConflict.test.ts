import { beforeAll, expect, test } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import { taskOf } from "../model/fixtures";
import { formOf } from "../model/newTask";
import { formConflict, mergedForm } from "./editConflict";

beforeAll(() => loadLanguage("vi"));

const base = formOf(taskOf());
const mine = { ...base, title: "Hướng dẫn mới", days: 7 };
const theirs = { ...base, description: "Bám mẫu năm trước.", days: 3 };

test("only what somebody changed is shown", () => {
  expect(formConflict(mine, theirs, base).map(({ key }) => key)).toEqual(["title", "description", "due"]);
  expect(formConflict(base, base, base)).toEqual([]);
});

test("the deadline is written as its rule", () => {
  const due = formConflict(mine, theirs, base).at(-1);
  expect([due?.mine, due?.theirs]).toEqual(["7 Ngày làm việc kể từ 24/04/2026", "3 Ngày làm việc kể từ 24/04/2026"]);
});

test("a merged form takes each part as a whole", () => {
  const form = mergedForm(mine, theirs, { title: "mine", description: "theirs", due: "theirs" });
  expect(form).toMatchObject({ title: "Hướng dẫn mới", description: "Bám mẫu năm trước.", days: 3 });
});
