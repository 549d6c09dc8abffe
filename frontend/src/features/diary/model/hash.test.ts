import { expect, it } from "vitest";
import { hashQuery, withoutHash } from "./hash";

it.each([
  ["Dự thảo", undefined, "Dự thảo"],
  ["#", "", ""],
  ["Dự thảo #", "", "Dự thảo "],
  ["Dự thảo #bieu phi", "bieu phi", "Dự thảo "],
  ["Mục#3", undefined, "Mục#3"],
  ["#128 rồi #13", "13", "#128 rồi "],
])("%j", (text, query, rest) => {
  expect(hashQuery(text)).toBe(query);
  expect(withoutHash(text)).toBe(rest);
});
