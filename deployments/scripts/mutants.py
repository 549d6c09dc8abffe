#!/usr/bin/env python3
"""Breaks the rules of deployments/mutants/mutants.json one at a time and says which tests notice.

A mutant is killed when the tests of its package fail with it, and survives when they pass: then a rule of law or of rights
has no test. Source files are never touched: Go reads the broken one by -overlay, the front end by a plugin. Exit status 1
when fewer than 90 % are killed, or when a mutant no longer fits its file. Arguments choose mutants by a part of their file.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WANTED = 0.9
LIMIT = 600  # seconds that the tests of one mutant may take
# Rules that are tested where they are used.
ALSO = {"api/v1/server.go": ["./api"], "internal/access/access.go": ["./api"], "internal/evaluation/rights.go": ["./api"]}


def run(command, folder, env=None):
    """Returns whether the command passed, and what it said."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, env={**os.environ, **(env or {})})
    except subprocess.TimeoutExpired:
        return False, "timeout"  # tests that never end have noticed
    return done.returncode == 0, done.stdout + done.stderr


def go(file, broken, work):
    copy = work / "broken.go"
    copy.write_text(broken)
    overlay = work / "overlay.json"
    overlay.write_text(json.dumps({"Replace": {str(ROOT / file): str(copy)}}))
    packages = ["./" + str(pathlib.Path(file).parent), *ALSO.get(file, [])]
    return run(["go", "test", "-count=1", f"-overlay={overlay}", *packages], ROOT)


def front(file, broken, _work):
    folder = ROOT / "frontend"
    cache = folder / "node_modules" / ".mutants"
    cache.mkdir(exist_ok=True)
    (cache / "broken.txt").write_text(broken)
    config = cache / "config.ts"
    config.write_text(f"""import {{ readFileSync }} from "node:fs";
import {{ mergeConfig }} from "vitest/config";
import base from "../../vite.config";
const plugin = {{
  name: "mutant",
  enforce: "pre" as const,
  load: (id: string) => (id.split("?")[0] === {json.dumps(str(ROOT / file))} ? readFileSync({json.dumps(str(cache / "broken.txt"))}, "utf8") : null),
}};
export default mergeConfig(base, {{ plugins: [plugin] }});
""")
    where = str(pathlib.Path(file).parent.relative_to("frontend"))
    return run(["npx", "vitest", "run", "--root", str(folder), "--config", str(config), where], folder)


def main(chosen):
    all_mutants = json.loads((ROOT / "deployments/mutants/mutants.json").read_text())
    mutants = [m for m in all_mutants if not chosen or any(part in m["file"] for part in chosen)]
    killed, survived, stale = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for m in mutants:
            text = (ROOT / m["file"]).read_text()
            if text.count(m["old"]) != 1:
                stale.append(m)
                print(f"KHÔNG KHỚP  {m['file']}: {m['why']}", flush=True)
                continue
            broken = text.replace(m["old"], m["new"])
            passed, said = (go if m["file"].endswith(".go") else front)(m["file"], broken, pathlib.Path(folder))
            if "[build failed]" in said or "Transform failed" in said:
                stale.append(m)
                print(f"KHÔNG DỰNG  {m['file']}: {m['why']}", flush=True)
            elif passed:
                survived.append(m)
                print(f"CÒN SỐNG    {m['file']}: {m['why']}", flush=True)
            else:
                killed += 1
                print(f"bị diệt     {m['file']}: {m['why']}", flush=True)
    total = killed + len(survived)
    print(f"\n{killed}/{total} bị diệt, {len(survived)} còn sống, {len(stale)} không dùng được")
    return 0 if not stale and total and killed / total >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
