// Fails the build when the first screen (sign-in and desk) needs more than 200 KiB of compressed script or more files than a
// weak line carries well, or when the style sheet of a Mantine component in use is missing.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 200 * 1024;
const mostFiles = 8;
const page = readFileSync("dist/index.html", "utf8");
const files = new Set([...page.matchAll(/"\/(assets\/[^"]+\.js|boot\.js)"/g)].map(([, file]) => file));

const total = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length, 0);
console.log(
  `first screen: ${(total / 1024).toFixed(1)} KiB of script compressed in ${files.size} files (at most ${limit / 1024} in ${mostFiles})`,
);

const styles = "node_modules/@mantine/core/styles";
const wanted = readFileSync("src/shared/theme/mantine.css", "utf8");
const scripts = readdirSync("dist/assets").filter((name) => name.endsWith(".js"));
const code = scripts.map((name) => readFileSync(`dist/assets/${name}`, "utf8")).join("");
const missing = readdirSync(styles).filter((name) => {
  if (name.endsWith(".layer.css") || wanted.includes(`/${name}"`)) return false;
  const classes = readFileSync(`${styles}/${name}`, "utf8").match(/\.m_[0-9a-f]+/g) ?? [];
  return classes.some((one) => code.includes(one.slice(1)));
});
if (missing.length > 0) console.error(`check-size: src/shared/theme/mantine.css lacks ${missing.join(", ")}`);
if (total > limit || files.size > mostFiles || missing.length > 0) process.exit(1);
