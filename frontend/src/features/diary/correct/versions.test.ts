import { beforeAll, describe, expect, it } from "vitest";
import type { DiaryVersion } from "@/shared/api/types";
import { loadLanguage, loadWords } from "@/shared/i18n";
import { entry } from "../model/fixtures";
import { diaryWords } from "../words";
import { changesOf, textOf } from "./versions";

const version = (entries: DiaryVersion["entries"]): DiaryVersion => ({
  version: 2,
  act: "submitted",
  by: { id: "p1", name: "Nguyễn Thị Lan" },
  at: "2026-04-29T09:30:00Z",
  place: { am: "office", pm: "office" },
  entries,
  plan: "",
  difficulties: "",
});

beforeAll(async () => {
  await loadLanguage("vi");
  await loadWords([diaryWords]);
});

describe("changesOf", () => {
  it("takes the first version as it is", () => {
    expect(changesOf(version([entry("a", "Họp")]), undefined).map(({ kind }) => kind)).toEqual(["same"]);
  });

  it("tells what stayed, changed, came and went", () => {
    const before = version([entry("a", "Họp"), entry("b", "Soạn tờ trình"), entry("c", "Gọi điện")]);
    const after = version([entry("a", "Họp"), entry("b", "Soạn tờ trình, thêm hai xã"), entry("d", "Trả lời 3 xã")]);
    expect(changesOf(after, before).map(({ id, kind, before }) => [id, kind, before])).toEqual([
      ["a", "same", undefined],
      ["b", "changed", "Soạn tờ trình"],
      ["d", "added", undefined],
      ["c", "removed", undefined],
    ]);
  });

  it.each([
    ["its minutes", { minutes: 45 }],
    ["its times", { minutes: 60, from: "08:00", to: "09:00" }],
    ["its task", { task: { id: "t1", code: "NV-2026-000128", title: "" } }],
    ["its result", { result: "14 trang" }],
    ["its mark", { unplanned: true }],
  ])("calls a line changed by %s", (_, more) => {
    const [change] = changesOf(version([entry("a", "Họp", more)]), version([entry("a", "Họp")]));
    expect(change?.kind).toBe("changed");
    expect(textOf(entry("a", "Họp", more))).not.toBe("Họp");
  });
});
