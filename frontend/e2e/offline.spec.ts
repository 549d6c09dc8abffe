// The diary without a line, on a device whose clock is 26 hours ahead: what is written waits on the device, survives reload and
// crash, goes once and in order when the line is back, and is asked about where it cannot go.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Client, client } from "./api";
import { password, people, signIn } from "./people";
import { type Office, officeAt } from "./proxy";
import { now } from "./sample";
import { freePort, type Product, removeFolder, sampleFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

interface Day {
  version: number;
  state: string;
  place: object;
  plan: string;
  difficulties: string;
  entries: { id: string; text: string; unplanned: boolean; deviceAt?: string; late: boolean }[];
}

const today = "2026-10-29";
let folder: string;
let product: Product;
let office: Office;
let page: Page;
let context: BrowserContext;
// The same person at another device.
let elsewhere: Client;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  const port = await freePort();
  office = await officeAt(port);
  product = await start(folder, now, { port, origins: [office.url] });
  elsewhere = await client(product.url, "officer");
  page = await signIn(browser, office.url, "officer", { serviceWorkers: "allow" });
  context = page.context();
  const ahead = Date.parse(now) + 26 * 3_600_000 - Date.now();
  await context.addInitScript((ms) => {
    const real = Date;
    globalThis.Date = new Proxy(real, {
      construct: (_, args: []) => (args.length === 0 ? new real(real.now() + ms) : new real(...args)),
      get: (target, key) => (key === "now" ? () => real.now() + ms : Reflect.get(target, key)),
    });
  }, ahead);
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(["me", "today", "diary.day.2026-11-06"]));
});

test.afterAll(async () => {
  await context?.close();
  await office?.close();
  await product?.stop();
  if (folder) removeFolder(folder);
});

/** kept are the names of the answers that lie on the device, of whomever. */
function kept(of: Page): Promise<string[]> {
  return of.evaluate(async () => {
    const names: string[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      if (!name.startsWith("congvu.")) continue;
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      if (!db.objectStoreNames.contains("answers")) continue;
      const keys = db.transaction("answers").objectStore("answers").getAllKeys();
      await new Promise((resolve) => {
        keys.onsuccess = resolve;
      });
      names.push(...keys.result.map(String));
      db.close();
    }
    return names;
  });
}

const dayOf = (date: string) => elsewhere.get<Day>(`/diary/days/${date}`);
const textsOf = async (date: string) => (await dayOf(date)).entries.map(({ text }) => text);

async function write(text: string): Promise<void> {
  await page.getByLabel("Ghi thêm một dòng").fill(text);
  await page.getByLabel("Ghi thêm một dòng").press("Enter");
  await expect(page.getByRole("list", { name: "Các dòng nhật ký" })).toContainText(text);
}

async function openDay(date: string): Promise<void> {
  await page.goto(`${office.url}/diary/${date}`);
  const [y, m, d] = date.split("-");
  await expect(page.getByRole("heading", { level: 2, name: `${d}/${m}/${y}` })).toBeVisible();
}

test("the app can be installed, and keeps no answer of the server in a cache", async () => {
  const manifest = await (await page.request.get(`${office.url}/manifest.webmanifest`)).json();
  expect(manifest.icons.map((icon: { purpose?: string }) => icon.purpose)).toContain("maskable");
  for (const { src } of manifest.icons) expect((await page.request.get(office.url + src)).ok()).toBe(true);
  const cached = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
    return urls;
  });
  expect(cached).toContain("/index.html");
  expect(cached.filter((path) => path.startsWith("/api/"))).toEqual([]);
});

test("five lines without a line, a reload and a crash: each is stored once, in order, on the right day", async () => {
  office.cut();
  // The device believes that it is the 30th; the server said 15:00 of the 29th.
  await page.goto(`${office.url}/diary`);
  await expect(page.getByRole("heading", { level: 2, name: "29/10/2026" })).toBeVisible();
  const before = (await dayOf(today)).entries.length;
  const lines = [1, 2, 3, 4, 5].map((n) => `Việc ghi lúc mất mạng số ${n}`);
  for (const text of lines.slice(0, 3)) await write(text);
  await page.reload();
  for (const text of lines.slice(3)) await write(text);
  await expect(page.getByText("Chưa gửi (5)")).toBeVisible();

  const crashed = page.waitForEvent("crash");
  const killer = await context.newCDPSession(page);
  void killer.send("Page.crash").catch(() => undefined);
  await crashed;
  const dead = page;
  page = await context.newPage();
  await dead.close();
  await openDay(today);
  for (const text of lines) await expect(page.getByText(text, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Xem", exact: true }).click();
  await expect(page.getByRole("region", { name: /29\/10\/2026/ }).getByRole("listitem")).toHaveCount(5);

  // Stored the first time, and the answer never comes.
  office.lose("PUT", /diary\/days/);
  office.restore();
  await expect.poll(() => office.lost()).toBeGreaterThan(0);
  office.lose();
  await expect(page.getByText("Không còn gì chưa gửi")).toBeVisible({ timeout: 60_000 });
  const stored = (await dayOf(today)).entries.slice(before);
  expect(stored.map(({ text }) => text)).toEqual(lines);
  for (const { deviceAt, late } of stored) {
    expect(late).toBe(false);
    expect(deviceAt?.slice(0, 10)).toBe("2026-10-30");
  }
});

test("what another device changed meanwhile is kept beside one's own, and the person chooses", async () => {
  await openDay(today);
  office.cut();
  const [text, other] = ["Việc ghi lúc mất mạng số 1", "Việc ghi lúc mất mạng số 2"];
  await page.getByRole("button", { name: `Sửa: ${text}` }).click();
  await page.getByLabel("Nội dung công việc").fill("Số 1, sửa ở máy này");
  await page.getByRole("button", { name: "Xong" }).click();
  await page.getByRole("button", { name: `Bỏ dòng: ${other}` }).click();
  await expect(page.getByText("Chưa gửi (2)")).toBeVisible();

  const { version, place, plan, difficulties, entries } = await dayOf(today);
  const changed = entries.map(({ id, text: said, unplanned }) => ({
    id,
    text: said === text ? "Số 1, sửa ở máy khác" : said,
    unplanned,
  }));
  await elsewhere.put(`/diary/days/${today}`, { version, place, plan, difficulties, entries: changed });
  office.restore();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Số 1, sửa ở máy khác", { timeout: 60_000 });
  await expect(dialog).toContainText("Số 1, sửa ở máy này");
  await dialog.getByRole("button", { name: /^Gửi bản của tôi/ }).click();
  await expect.poll(() => textsOf(today)).toContain("Số 1, sửa ở máy này");
  expect(await textsOf(today)).not.toContain(other);
});

test("a day that is locked meanwhile refuses with the reason and keeps the text", async () => {
  const date = "2026-10-25"; // a Sunday: nothing is written of it yet
  await openDay(date);
  office.cut();
  await write("Dòng của ngày sắp khóa");
  const admin = await client(product.url, "admin");
  const { version } = await admin.get<{ version: number }>("/diary/settings");
  await admin.put("/diary/settings", { version, lockAfter: 1 });
  await page.goto(`${office.url}/diary/unsent`);
  office.restore();
  const day = page.getByRole("region", { name: /25\/10\/2026/ });
  await expect(day).toContainText(/khóa/i, { timeout: 60_000 });
  await expect(day).toContainText("Dòng của ngày sắp khóa");
  expect(await textsOf(date)).not.toContain("Dòng của ngày sắp khóa");
  await day.getByRole("button", { name: "Bỏ, không gửi nữa" }).click();
  await expect(page.getByText("Không còn gì chưa gửi")).toBeVisible();
});

test("a newer version waits until it is asked for, and loses nothing that waits", async () => {
  await openDay(today);
  office.silence();
  await write("Dòng chờ qua lần nâng cấp");
  // What a version without a queue kept of the same day.
  const { version, place, plan, difficulties, entries } = await dayOf(today);
  const base = { place, plan, difficulties, lines: entries.map((entry) => ({ key: entry.id, ...entry })) };
  const line = { key: "tab-1", text: "Dòng của phiên bản trước", unplanned: false };
  const sheet = { ...base, lines: [...base.lines, line] };
  await page.evaluate(
    (value) => {
      const place = `congvu.draft.${localStorage.getItem("congvu.who")}.diary.day.2026-10-29~tab`;
      localStorage.setItem(place, JSON.stringify({ at: Date.now(), value }));
    },
    { version, base, sheet },
  );
  office.upgrade();
  await page.reload();
  await expect(page.getByText("Chương trình có phiên bản mới.")).toBeVisible();
  const waits = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? "none");
  expect(await waits()).toBe("installed");
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await loaded;
  expect(await waits()).toBe("none");
  await expect(page.getByText("Chưa gửi (2)")).toBeVisible();
  office.restore();
  await expect
    .poll(async () => (await textsOf(today)).slice(-2).sort(), { timeout: 60_000 })
    .toEqual(["Dòng chờ qua lần nâng cấp", "Dòng của phiên bản trước"]);
});

test("signing out asks while something waits, and then leaves nothing on the device", async () => {
  await openDay(today);
  office.cut();
  await write("Dòng không ai được thấy");
  await expect(page.getByText("Chưa gửi (1)")).toBeVisible();
  const leave = async (answer: string) => {
    await page.getByRole("button", { name: "Tùy chọn" }).click();
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.getByRole("dialog").getByRole("button", { name: answer }).click();
  };
  await leave("Ở lại");
  await expect(page.getByText("Dòng không ai được thấy").first()).toBeVisible();
  await leave("Xóa và đăng xuất");
  await expect(page.getByLabel("Mật khẩu", { exact: true })).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
  const left = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(await left()).not.toMatch(/Dòng|congvu\.(who|waits)/);

  // Neither without a line nor by the cookie that the server could not be told of.
  await page.reload();
  await expect(page.getByText("Chưa nối được với máy chủ")).toBeVisible();
  office.restore();
  await page.getByLabel("Mã cán bộ hoặc thư công vụ").fill(people.head.login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "29/10/2026" })).toBeVisible();
  await page.goto(`${office.url}/diary/unsent`);
  await expect(page.getByText("Không còn gì chưa gửi")).toBeVisible();
  expect(await textsOf(today)).not.toContain("Dòng không ai được thấy");
});
