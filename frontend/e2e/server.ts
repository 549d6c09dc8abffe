// The product as it ships, on a data folder of its own: the built binary with its own MongoDB and the demo data,
// under a shifted clock so that no test depends on the day it runs.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Product {
  url: string;
  /** What it has printed so far. */
  said: () => string;
  stop: () => Promise<void>;
}

// freePort asks the system for a port nobody uses.
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

// dataFolder makes an empty folder, in memory where the machine has one.
export function dataFolder(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "congvu-e2e-"));
}

// sampleFolder is a data folder with the sample already in it.
export function sampleFolder(): string {
  const folder = dataFolder();
  cpSync(process.env.CONGVU_E2E_SAMPLE ?? "", folder, { recursive: true });
  rmSync(join(folder, "port"), { force: true }); // copies that start together would all want that one
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

// start runs the product on folder with the clock at clock (RFC 3339) and waits until it is ready.
export async function start(
  folder: string,
  clock: string,
  { port: fixed, origins = [], demo = true }: { port?: number; origins?: string[]; demo?: boolean } = {},
): Promise<Product> {
  const binary = process.env.CONGVU_BIN ?? join(import.meta.dirname, "..", "..", "bin", "congvu");
  const port = fixed ?? (await freePort());
  const opsPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(binary, demo ? ["serve", "--demo"] : ["serve"], {
    cwd: join(import.meta.dirname, "..", ".."),
    env: {
      ...process.env,
      CONGVU_ADDR: `127.0.0.1:${port}`,
      CONGVU_OPS_ADDR: `127.0.0.1:${opsPort}`,
      CONGVU_DATA: folder,
      CONGVU_CLOCK: clock,
      CONGVU_ORIGINS: [url, ...origins].join(","),
      MONGODB_URI: "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const keep = (chunk: Buffer) => lines.push(chunk.toString());
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  await ready(child, `http://127.0.0.1:${opsPort}/readyz`, lines);
  return { url, said: () => lines.join(""), stop: () => stopped(child) };
}

async function ready(child: ChildProcess, probe: string, lines: string[]): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    const ok = await fetch(probe).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200)); // poll
  }
  child.kill("SIGKILL");
  throw new Error(`the product did not become ready:\n${lines.join("")}`);
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null) {
      resolve();
      return;
    }
    const killer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error("the product did not stop within 30 s of SIGTERM"));
    }, 30_000);
    child.on("exit", () => {
      clearTimeout(killer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
