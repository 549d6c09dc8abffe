import { expect, test } from "vitest";
import { attemptFor } from "./attempt";

test("a repeat of the same content carries the same key, another content a new one", () => {
  const first = attemptFor(undefined, { percent: 60 });
  expect(attemptFor(first, { percent: 60 }).key).toBe(first.key);
  expect(attemptFor(first, { percent: 70 }).key).not.toBe(first.key);
});
