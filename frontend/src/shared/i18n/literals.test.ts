import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { catalogue } from "./everyWord";

// Attributes whose text a person reads or hears.
const spoken = new Set([
  "label",
  "placeholder",
  "title",
  "alt",
  "description",
  "error",
  "text",
  "aria-label",
  "aria-description",
]);
const letters = /\p{L}{2,}/u;
const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu;

const words = catalogue("vi");
const root = "src";
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter(
    (name) =>
      name !== join("shared", "api", "schema.ts") && /\.tsx?$/.test(name) && !/(\.test|fixtures)\.tsx?$/.test(name),
  )
  .map((name) => join(root, name));

/** faults returns the literal texts of one file that belong into the catalogue, each with its line. */
function faults(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) report(node, node.text);
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const { parent } = node;
      const isSpoken = ts.isJsxAttribute(parent) && spoken.has(parent.name.getText());
      const isChild = ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent);
      // A component of ours may take a key and look it up itself.
      if (node.text in words) return;
      if (((isSpoken || isChild) && letters.test(node.text)) || vietnamese.test(node.text)) report(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

// Parsing every file takes seconds on a busy machine.
const timeoutMs = 60_000;

it("finds no literal text in components: every word comes from the catalogue", { timeout: timeoutMs }, () => {
  expect(files.length).toBeGreaterThan(30);
  expect(files.flatMap(faults)).toEqual([]);
});
