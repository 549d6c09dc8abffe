import type { Score, ScoreLine } from "@/shared/api/types";

/** line makes a faultless line for tests: one product of K 24. */
export function line(more: Partial<ScoreLine> = {}): ScoreLine {
  return {
    task: "t1",
    code: "NV-2026-000098",
    title: "Báo cáo tỷ lệ văn bản ký số quý I",
    product: { code: "BC-03", name: "Báo cáo quý" },
    k: "24",
    assigned: "1",
    done: "1",
    failedReviews: 0,
    lateEvents: 0,
    weight: "24",
    quantityCredit: "24",
    qualityCredit: "24",
    progressCredit: "24",
    state: "completed",
    pending: false,
    lateDues: [],
    reviews: [],
    moves: [],
    excuses: [],
    ...more,
  };
}

const plain = (task: string, k: string, credits: [string, string, string], more: Partial<ScoreLine> = {}) =>
  line({
    task,
    k,
    weight: k,
    quantityCredit: credits[0],
    qualityCredit: credits[1],
    progressCredit: credits[2],
    ...more,
  });

/** score makes the score of picture 08 for tests: S = 120; a, b, c = 90, 85, 75; 58,33 + 27,50. */
export function score(more: Partial<Score> = {}): Score {
  return {
    person: { id: "p1", name: "Nguyễn Thị Lan" },
    period: "2026-04",
    periodState: "open",
    provisional: true,
    asOf: "2026-04-29T09:00:00Z",
    leader: false,
    version: 2,
    status: "scored",
    reasons: [],
    policy: "nd335-2025@2",
    legalBasis: ["335/2025/NĐ-CP Điều 14 khoản 2", "335/2025/NĐ-CP Điều 16"],
    a: "90",
    b: "85",
    c: "75",
    task: "58.3333",
    general: "27.5",
    total: "85.83",
    grade: "tot",
    bands: [
      { grade: "xuat_sac", from: "90" },
      { grade: "tot", from: "70" },
      { grade: "hoan_thanh", from: "50" },
      { grade: "khong_hoan_thanh", from: "0" },
    ],
    deduction: "0.25",
    sums: { weight: "120", quantity: "108", quality: "102", progress: "90" },
    generalGroups: [
      { key: "a", name: "Nhóm a", max: "10", step: "0.5", points: "9.5", remark: "Có nhận xét" },
      { key: "b", name: "Nhóm b", max: "10", step: "0.5", points: "9", remark: "Có nhận xét" },
      { key: "c", name: "Nhóm c", max: "10", step: "0.5", points: "9", remark: "Có nhận xét" },
    ],
    lines: [
      plain("t1", "24", ["24", "18", "12"], { failedReviews: 1, lateEvents: 2 }),
      plain("t2", "18", ["18", "18", "13.5"], { lateEvents: 1 }),
      plain("t3", "18", ["18", "18", "18"]),
      plain("t4", "18", ["18", "18", "18"]),
      plain("t5", "12", ["12", "12", "12"]),
      plain("t6", "12", ["12", "12", "12"]),
      plain("t7", "6", ["6", "6", "4.5"], { lateEvents: 1 }),
      plain("t8", "12", ["0", "0", "0"], { done: "0", state: "submitted", pending: true }),
    ],
    gates: [],
    settings: [],
    left: [],
    parts: [],
    trend: [],
    acts: [],
    overrides: [],
    overrideKinds: [],
    ...more,
  };
}
