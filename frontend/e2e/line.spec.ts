// A weak line: it is cut while the officer works, things happen meanwhile, it comes back, and nothing is missing.
import { expect, type Page, test } from "@playwright/test";
import { assign, client } from "./api";
import { type Line, lineTo } from "./line";
import { go, neverReloaded, signIn } from "./people";
import { now } from "./sample";
import { freePort, type Product, removeFolder, sampleFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

let folder: string;
let product: Product;
let line: Line;
let officer: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  const [port, own] = [await freePort(), await freePort()];
  line = await lineTo(port, own);
  product = await start(folder, now, { port, origins: [line.url] });
  officer = await signIn(browser, line.url, "officer");
});

test.afterAll(async () => {
  await line?.close();
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("what happened while the line was cut is there when it returns", async () => {
  const head = await client(product.url, "head");
  await assign(head, "Việc giao trước khi mất mạng");
  await expect(officer.getByText("Việc giao trước khi mất mạng").first()).toBeVisible();

  line.cut();
  await expect(officer.getByText(/Mất kết nối/).first()).toBeVisible();
  const while_ = ["Việc thứ nhất giao lúc mất mạng", "Việc thứ hai giao lúc mất mạng"];
  for (const title of while_) await assign(head, title);

  line.restore();
  await expect(officer.getByText(/Đã kết nối/).first()).toBeVisible({ timeout: 45_000 });
  for (const title of while_) await expect(officer.getByText(title).first()).toBeVisible();
  expect(await neverReloaded(officer)).toBe(true);
});

test("a text typed while the line is cut survives a reload and is sent afterwards", async () => {
  const head = await client(product.url, "head");
  const made = await assign(head, "Việc có báo cáo gõ dở");
  await officer.goto(`${line.url}/tasks/${made.id}`);
  const acts = officer.getByRole("group", { name: "Việc có thể làm" });
  await acts.getByRole("button", { name: "Tiếp nhận" }).click();
  await acts.getByRole("button", { name: "Báo cáo tiến độ" }).click();
  const text = officer.getByLabel("Việc đã làm, việc còn lại");
  await text.fill("Đã tổng hợp 16 trên 18 địa phương, còn chờ Phước Sơn.");

  line.cut();
  await expect(officer.getByText(/Mất kết nối/).first()).toBeVisible();
  await expect(text).toHaveValue(/16 trên 18/);
  line.restore();
  await officer.reload();
  await acts.getByRole("button", { name: "Báo cáo tiến độ" }).click();
  await expect(text).toHaveValue("Đã tổng hợp 16 trên 18 địa phương, còn chờ Phước Sơn.");
  await officer.getByRole("dialog").getByRole("button", { name: "50%", exact: true }).click();
  await officer.getByRole("dialog").getByRole("button", { name: "Gửi báo cáo" }).click();
  await expect(officer.getByText(/báo cáo tiến độ/).first()).toBeVisible();
});

test("two screens, one task: the second act shows both versions and keeps the text", async ({ browser }) => {
  const api = await client(product.url, "head");
  const made = await assign(api, "Việc hai màn hình cùng sửa");
  const stale = await signIn(browser, product.url, "head");
  await stale.goto(`${product.url}/tasks/${made.id}`);
  const acts = stale.getByRole("group", { name: "Việc có thể làm" });
  await acts.getByRole("button", { name: "Thu hồi" }).click();
  await stale.getByRole("dialog").getByRole("textbox").fill("Chuyển cho người khác thực hiện ngay hôm nay.");
  // The officer accepts meanwhile: the head's form still holds the version before.
  const worker = await client(product.url, "officer");
  await worker.post(`/tasks/${made.id}/accept`, { version: made.version });
  await stale
    .getByRole("dialog")
    .getByRole("button", { name: /Thu hồi/ })
    .last()
    .click();
  await expect(stale.getByText("Chuyển cho người khác thực hiện ngay hôm nay.").first()).toBeVisible();
  await expect(stale.getByRole("dialog").last()).toContainText("Đang thực hiện");
});

test("events every 250 ms against answers of 800 ms: the list stays alive and ends with the newest", async ({
  browser,
}) => {
  const head = await client(product.url, "head");
  const page = await signIn(browser, product.url, "officer");
  await page.goto(`${product.url}/tasks`);
  await expect(page.locator('[data-line="live"]')).toBeAttached();
  let asked = 0;
  await page.route(/\/api\/v1\/tasks\?/, async (route) => {
    asked += 1;
    const response = await route.fetch({ maxRetries: 2 });
    await new Promise((resolve) => setTimeout(resolve, 800)); // a slow answer, not a wait of the test
    await route.fulfill({ response });
  });
  const count = 24;
  const began = Date.now();
  let seenWhile = 0;
  for (let i = 1; i <= count; i++) {
    await assign(head, `Việc giao dồn dập số ${i}`);
    await expect.poll(() => Date.now() - began).toBeGreaterThanOrEqual(i * 250);
    seenWhile = Math.max(seenWhile, await page.getByText(/^Việc giao dồn dập số/).count());
  }
  // While they still came, some were on the screen: no answer was thrown away for the next event.
  expect(seenWhile).toBeGreaterThan(0);
  await expect(page.getByText(`Việc giao dồn dập số ${count}`, { exact: true })).toBeVisible();
  expect(asked).toBeLessThanOrEqual(count / 2);
  await page.context().close();
});

test("a request that is never answered ends, is said, and is asked again", async ({ browser }) => {
  const page = await signIn(browser, product.url, "officer");
  await page.clock.install();
  let hung = 0;
  await page.route(/\/api\/v1\/inbox(\?|$)/, () => {
    hung += 1; // no answer, ever
  });
  await go(page, "Thông báo");
  await expect.poll(() => hung).toBeGreaterThan(0);
  // Three tries of 25 s with their pauses, on the page's clock. It goes on until they are over: between two tries the page
  // has work of its own to do, which no clock hurries.
  const tryAgain = page.getByRole("button", { name: "Thử lại" });
  const later = async () => {
    await page.clock.runFor(26_000);
    return tryAgain.isVisible();
  };
  await expect.poll(later).toBe(true);
  // Pressed while nothing is answered yet: with so much time gone the page asks by itself, too, and an answer takes the button away.
  const before = hung;
  await tryAgain.click();
  await expect
    .poll(async () => {
      await later();
      return hung;
    })
    .toBeGreaterThan(before);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await expect.poll(later).toBe(false);
  await expect(page.getByRole("main").getByRole("list").first()).toBeVisible();
  await page.context().close();
});

test("an upgrade under an open page: it is told, the text stays, and one press loads it anew", async ({ browser }) => {
  const page = await signIn(browser, line.url, "officer");
  await page.goto(`${line.url}/diary`);
  // The files of the version before are gone.
  await page.route(/\/assets\/evaluation[^/]*\.js/, (route) => route.fulfill({ status: 404 }));
  await page.route(/\/assets\/more[^/]*\.js/, async (route) => {
    const response = await route.fetch({ maxRetries: 2 });
    // The entry of menus and dialogs; what they share with the pages is large, and there.
    const menus = (await response.text()).length < 1_000;
    await route.fulfill(menus ? { status: 404 } : { response });
  });
  await page.reload();
  const text = page.getByLabel("Ghi thêm một dòng").first();
  await text.fill("Rà soát danh mục");
  await page.keyboard.press("Control+k");
  const bar = page.getByRole("status").filter({ hasText: "không mở được" });
  await expect(bar).toBeVisible();
  await expect(text).toHaveValue("Rà soát danh mục");
  // A page of its own that did not come says the same in its place.
  await go(page, /Đánh giá/);
  await expect(page.getByRole("alert")).toContainText("vừa được nâng cấp");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("alert").getByRole("button", { name: "Tải lại trang" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Đánh giá/ }).first()).toBeVisible();

  await page.route(/\/api\/v1\/today$/, async (route) => {
    const response = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response, json: { ...(await response.json()), version: "v2" } });
  });
  await expect(page.locator('[data-line="live"]')).toBeAttached();
  line.cut();
  await expect(page.getByText(/Mất kết nối/).first()).toBeVisible();
  line.restore();
  await expect(page.getByText("Chương trình có phiên bản mới.")).toBeVisible();
  expect(await page.evaluate(() => performance.getEntriesByType("navigation").length)).toBe(1);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.context().close();
});
