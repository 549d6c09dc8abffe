import { beforeAll, describe, expect, it } from "vitest";
import type { QuickLine, QuickPart, QuickParty } from "@/shared/api/types";
import { loadLanguage } from "@/shared/i18n";
import { lan, meOf, thinh } from "../model/fixtures";
import { picked, readLine, replaced } from "./quick";

beforeAll(() => loadLanguage("vi"));

const unit = { id: "cntt", name: "Phòng Công nghệ thông tin", shortName: "P. CNTT" };
const party = (id: string, name: string): QuickParty => ({ unit, person: { id, name, title: "Chuyên viên" } });
const minh = party("minh", "Trần Văn Minh");
const minh2 = party("minh2", "Lê Minh");
const product = {
  code: "BC-02",
  version: 1,
  name: "Báo cáo",
  unit: "báo cáo",
  group: 2,
  points: 60,
  k: 12,
  normDays: 3,
};

/** lineOf is a line with its title and parts. */
function lineOf(title: string, ...parts: QuickPart[]): QuickLine {
  return {
    title,
    depth: 0,
    notes: [],
    parts,
    pieces: [
      { text: title, part: -1 },
      ...parts.flatMap(({ text }, part) => [
        { text: " ", part: -1 },
        { text, part },
      ]),
    ],
  };
}
const lead = (...found: QuickParty[]): QuickPart => ({ kind: "lead", text: "@x", names: [{ typed: "x", found }] });
const sp: QuickPart = { kind: "product", text: "sp:BC-02", products: [product] };
const x2: QuickPart = { kind: "quantity", text: "x2", quantity: 2 };
const due: QuickPart = {
  kind: "due",
  text: "hạn 5 ngày làm việc",
  due: { kind: "working", n: 5 },
  dueOn: "2026-05-08",
  explain: "5 ngày làm việc",
};
const head = meOf(thinh, true);
const officer = meOf(lan);
const said = (line: QuickLine, me = head, picks = {}) =>
  readLine(line, me, picks).chips.map(({ state, text }) => `${state} ${text}`);

describe("what becomes of a line", () => {
  it("a whole line is given as it is shown", () => {
    const line = lineOf("Soạn báo cáo", lead(minh), sp, x2, due);
    const { mode, open, task } = readLine(line, head, {});
    expect([mode, open]).toEqual(["assign", false]);
    expect(task).toMatchObject({
      title: "Soạn báo cáo",
      lead: { unit: "cntt", person: "minh" },
      product: { code: "BC-02" },
      quantity: 2,
      due: { kind: "working", n: 5 },
      assign: true,
    });
    expect(said(line)).toEqual([
      "ok Chủ trì: Trần Văn Minh, P. CNTT",
      "ok BC-02 Báo cáo × 2 = 24,00",
      "ok thứ Sáu, 08/05/2026",
    ]);
  });

  it("who is to follow sees the work and follows it; whom a name does not settle is asked for", () => {
    const follow = (...found: QuickParty[]): QuickPart => ({
      kind: "watchers",
      text: "+theodoi:m",
      names: [{ typed: "m", found }],
    });
    const line = lineOf("Soạn báo cáo", lead(minh), sp, due, follow(minh));
    expect(readLine(line, head, {}).task.informed).toEqual([{ person: "minh", follows: true }]);
    expect(said(line)).toContain("ok Theo dõi: Trần Văn Minh, P. CNTT");
    const unsure = lineOf(
      "Soạn báo cáo",
      lead(minh),
      sp,
      due,
      follow(minh, { ...minh, person: { id: "m2", name: "Lê Minh" } }),
    );
    expect(readLine(unsure, head, {}).open).toBe(true);
    expect(said(unsure)).toContain("choice Theo dõi: m");
  });

  it("what is missing is shown, and makes a draft", () => {
    expect(said(lineOf("Soạn báo cáo"))).toEqual([
      "missing Chưa có chủ trì",
      "missing Chưa chọn sản phẩm",
      "missing Không hạn",
    ]);
    expect(readLine(lineOf("Soạn báo cáo", lead(minh)), head, {}).mode).toBe("draft");
    expect(readLine(lineOf("Soạn báo cáo", lead(minh)), head, {}).task.lead).toEqual({ unit: "cntt", person: "minh" });
  });

  it("own work is proposed, and a draft of it names no lead", () => {
    const whole = readLine(lineOf("Soạn báo cáo", sp), officer, {});
    expect([whole.mode, whole.task.assign, whole.task.lead]).toEqual([
      "propose",
      false,
      { unit: "cntt", person: "lan" },
    ]);
    const part = readLine(lineOf("Soạn báo cáo"), officer, {});
    expect([part.mode, part.task.lead]).toEqual(["draft", undefined]);
    const self = readLine(lineOf("Soạn báo cáo", lead(party("thinh", "Phan Hữu Thịnh")), sp), head, {});
    expect([self.mode, self.task.assign]).toEqual(["propose", false]);
  });

  it.each<[string, QuickPart]>([
    ["a choice", lead(minh, minh2)],
    ["a fault", { kind: "due", text: "hạn 31/04", why: "31/04 không có trong lịch." }],
    ["nobody", { ...lead(), why: "“x”: Không có" }],
    ["a document not there", { kind: "document", text: "vb:1", why: "Không có" }],
  ])("nothing is sent over %s", (_, part) => {
    expect(readLine(lineOf("Soạn báo cáo", part, sp), head, {}).open).toBe(true);
  });

  it("nothing is sent with a title too short", () => {
    expect(readLine(lineOf("abc", lead(minh), sp), head, {}).open).toBe(true);
  });

  it("a choice holds for the name wherever it stands", () => {
    const line = lineOf("Soạn báo cáo", lead(minh, minh2), sp);
    const [chip] = readLine(line, head, {}).chips;
    expect(chip?.state).toBe("choice");
    const picks = picked(line, chip as never, chip?.options[1] as never, {});
    const after = readLine(line, head, picks);
    expect([after.open, after.task.lead?.person]).toEqual([false, "minh2"]);
  });

  it("repeating work shows its next days, and why one moved off a day off", () => {
    const next = [{ date: "2026-11-23", named: "2026-11-24", why: "Ngày Văn hóa Việt Nam" }, { date: "2026-12-24" }];
    const line = lineOf("Soạn báo cáo", lead(minh), sp, {
      kind: "repeat",
      text: "lặp ngày 24 hằng tháng, nếu nghỉ thì làm trước",
      say: "ngày 24 hằng tháng, nếu nghỉ thì làm trước",
      next,
      warnings: ["Chưa đủ lịch nghỉ lễ"],
    });
    expect(readLine(line, head, {}).notes).toEqual([
      "Các ngày tới: thứ Hai, 23/11/2026 (vì 24/11/2026 nghỉ: Ngày Văn hóa Việt Nam); thứ Năm, 24/12/2026",
      "Chưa đủ lịch nghỉ lễ",
    ]);
  });

  it.each([
    ["whole, by who gives work", [lead(minh), sp, due], head, true, "repeat", "ngày 25 hằng tháng"],
    ["among other lines", [lead(minh), sp, due], head, false, "assign", undefined],
    ["without a product", [lead(minh)], head, true, "draft", undefined],
    ["of who gives none", [sp], officer, true, "propose", undefined],
  ] as const)("work comes again: %s", (_, parts, me, alone, mode, words) => {
    const again: QuickPart = { kind: "repeat", text: "lặp ngày 25 hằng tháng", say: "ngày 25 hằng tháng" };
    const reading = readLine(lineOf("Soạn báo cáo", ...parts, again), me, {}, alone);
    expect([reading.mode, reading.words, reading.task.assign]).toEqual([mode, words, mode === "assign"]);
    expect(reading.task.description).toBe(
      words === undefined ? "Ghi khi giao nhanh: lặp ngày 25 hằng tháng" : undefined,
    );
    expect(reading.chips.find(({ kind }) => kind === "repeat")?.state).toBe(words === undefined ? "kept" : "ok");
  });

  it("what has no place yet is said, and kept in the description", () => {
    const line = lineOf(
      "Soạn báo cáo",
      lead(minh),
      sp,
      { kind: "label", text: "#baocao", say: "baocao" },
      { kind: "reminder", text: "nhắc 2 ngày làm việc", say: "2 ngày làm việc" },
      { ...due, text: "hạn 17h mai", hour: "17:00" },
    );
    const { task, chips } = readLine(line, head, {});
    expect(task.description).toBe("Ghi khi giao nhanh: #baocao; nhắc 2 ngày làm việc; hạn 17h mai");
    expect(chips.filter(({ state }) => state === "kept").every(({ why }) => why?.includes("nội dung"))).toBe(true);
  });
});

describe("another text for a part", () => {
  const bad: QuickPart = { kind: "due", text: "hạn 31/04", why: "không có" };
  const line = lineOf("Soạn báo cáo", bad);
  it.each([
    ["one line", "Soạn báo cáo hạn 31/04", [line], 0, "Soạn báo cáo hạn 29/04/2026"],
    ["with a bullet", "- Soạn báo cáo hạn 31/04\n- Họp", [line], 0, "- Soạn báo cáo hạn 29/04/2026\n- Họp"],
    [
      "the second of two alike",
      "Soạn báo cáo hạn 31/04\nSoạn báo cáo hạn 31/04",
      [line, line],
      1,
      "Soạn báo cáo hạn 31/04\nSoạn báo cáo hạn 29/04/2026",
    ],
    ["a row of a table", "Soạn báo cáo\t31/04", [line], 0, "Soạn báo cáo hạn 29/04/2026"],
  ])("%s", (_, text, lines, at, want) => {
    expect(replaced(text, lines, at, 0, "hạn 29/04/2026")).toBe(want);
  });
});
