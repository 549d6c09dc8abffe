// A day off that the administrator decides moves a deadline on somebody else's open screen.
import { expect, test } from "@playwright/test";
import { assign, client } from "./api";
import { go, neverReloaded, signIn } from "./people";
import { now } from "./sample";
import { type Product, removeFolder, sampleFolder, start } from "./server";

let folder: string;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  product = await start(folder, now);
});

test.afterAll(async () => {
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("a day off moves the deadline on another screen", async ({ browser }) => {
  const title = "Tổng hợp ý kiến về dự thảo kế hoạch";
  // From Thursday 29/10 three working days: Tuesday 03/11.
  const made = await assign(await client(product.url, "head"), title);
  const officer = await signIn(browser, product.url, "officer");
  await go(officer, /^Nhiệm vụ/);
  await officer.getByRole("link", { name: title }).first().click();
  await expect(officer.getByText(/03\/11\/2026/).first()).toBeVisible();

  const admin = await signIn(browser, product.url, "admin");
  await go(admin, "Lịch làm việc");
  await expect(admin.getByRole("rowheader", { name: /24\/11\/2026/ })).toBeVisible();
  await admin.getByRole("button", { name: "Thêm ngày" }).click();
  const form = admin.getByRole("dialog");
  await form.getByRole("textbox", { name: "Ngày", exact: true }).fill("2/11/2026");
  await form.getByRole("textbox", { name: "Tên", exact: true }).fill("Ngày truyền thống của tỉnh");
  await form.getByLabel("Số văn bản").fill("512/TB-UBND");
  await expect(form.getByText(/hạn của việc đang mở, do \d+ người chủ trì, sẽ dời/)).toBeVisible();
  await form.getByRole("button", { name: "Thêm vào lịch" }).click();
  await expect(form).toBeHidden();
  await expect(admin.getByRole("row", { name: /Ngày truyền thống của tỉnh/ })).toContainText("512/TB-UBND");

  await expect(officer.getByText(/04\/11\/2026/).first()).toBeVisible();
  expect(await neverReloaded(officer)).toBe(true);
  const moved = await (await client(product.url, "officer")).get<{ dueOn: string }>(`/tasks/${made.id}`);
  expect(moved.dueOn).toBe("2026-11-04");
});
