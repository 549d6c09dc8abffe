// Somebody leaves: open work is handed over to a colleague; undone within the day it is back as it was. The minutes print with both parties and places to sign.
import { expect, test } from "@playwright/test";
import { assign, client } from "./api";
import { go, neverReloaded, people, signIn } from "./people";
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

test("work is handed over and comes back", async ({ browser }) => {
  test.setTimeout(120_000);
  const title = "Lập kế hoạch số hóa hồ sơ của phòng";
  const made = await assign(await client(product.url, "head"), title);
  const page = await signIn(browser, product.url, "chair");
  await go(page, "Cán bộ");
  await page.getByLabel("Tìm theo tên, mã cán bộ").fill("nguyen thi lan");
  await page.getByRole("link", { name: people.officer.name }).first().click();
  await page.getByRole("link", { name: "Bàn giao công việc" }).click();
  const receiver = page.getByRole("combobox", { name: `Người nhận: ${title}` });
  await receiver.click();
  await receiver.pressSequentially("tran minh");
  const choice = page.getByRole("option", { name: /Trần Minh/ }).first();
  await choice.click();
  await expect(page.getByText("Trần Minh: 1 chủ trì")).toBeVisible();
  await page.getByLabel("Số quyết định").fill("77/QĐ-SNV");
  await page.getByRole("button", { name: "Bàn giao 1 phần việc" }).click();

  await expect(page.getByRole("cell", { name: "Đã giao" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "BIÊN BẢN BÀN GIAO CÔNG VIỆC" })).toBeVisible();
  for (const party of ["BÊN GIAO", "BÊN NHẬN", "NGƯỜI LẬP"])
    await expect(page.getByText(party, { exact: true })).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(page.getByRole("cell", { name: "Đã trả về" })).toBeVisible();
  expect(await neverReloaded(page)).toBe(true);
  const back = await (await client(product.url, "officer")).get<{ lead: { person?: { name: string } } }>(
    `/tasks/${made.id}`,
  );
  expect(back.lead.person?.name).toBe(people.officer.name);
});
