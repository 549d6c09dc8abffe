// Without a line: the app opens from what lies on the device, and a newer version of it waits until somebody asks.
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { signIn } from "./people";
import { type Office, officeAt } from "./proxy";
import { now } from "./sample";
import { freePort, type Product, removeFolder, sampleFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

let folder: string;
let product: Product;
let proxy: Office;
let page: Page;
let context: BrowserContext;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  const port = await freePort();
  proxy = await officeAt(port);
  product = await start(folder, now, { port, origins: [proxy.url] });
  page = await signIn(browser, proxy.url, "officer", { serviceWorkers: "allow" });
  context = page.context();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
});

test.afterAll(async () => {
  await context?.close();
  await proxy?.close();
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("the app can be installed, opens without a line, and keeps no answer of the server in a cache", async () => {
  const manifest = await (await page.request.get(`${proxy.url}/manifest.webmanifest`)).json();
  expect(manifest.icons.map((icon: { purpose?: string }) => icon.purpose)).toContain("maskable");
  for (const { src } of manifest.icons) expect((await page.request.get(proxy.url + src)).ok()).toBe(true);

  proxy.cut();
  await page.goto(`${proxy.url}/diary`);
  await expect(page.getByText("Chưa nối được với máy chủ").first()).toBeVisible();
  const kept = await page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
    return urls;
  });
  expect(kept).toContain("/index.html");
  expect(kept.filter((path) => path.startsWith("/api/"))).toEqual([]);
  proxy.restore();
  await expect(page.getByRole("heading", { level: 2, name: /29.10/ })).toBeVisible();
});

test("a newer version waits until it is asked for", async () => {
  proxy.upgrade();
  await page.reload();
  const bar = page.getByText("Chương trình có phiên bản mới.");
  await expect(bar).toBeVisible();
  const waits = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? "none");
  expect(await waits()).toBe("installed");
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Tải lại trang" }).click();
  await loaded;
  expect(await waits()).toBe("none");
  await expect(page.getByRole("heading", { level: 2, name: /29.10/ })).toBeVisible();
  await expect(bar).toBeHidden();
});
