// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, test } from "vitest";

test("schema.ts is what api/openapi.yaml says (make api)", { timeout: 60_000 }, async () => {
  const contract = join(import.meta.dirname, "../../../../api/openapi.yaml");
  const fresh = COMMENT_HEADER + astToString(await openapiTS(pathToFileURL(contract)));
  const kept = readFileSync(join(import.meta.dirname, "schema.ts"), "utf8");
  // Not toBe: a difference of thousands of lines would be printed whole.
  expect(kept === fresh, "schema.ts is stale").toBe(true);
});
