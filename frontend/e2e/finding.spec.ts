// Finding: a head narrows the list of the unit by chips, saves it for the unit, and takes it away as a workbook; an officer
// opens the same list, for what it shows to them.
import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import { client } from "./api";
import { signIn } from "./people";
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
  await product.stop();
  removeFolder(folder);
});

test("chips, a saved filter, and the list as a workbook", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks?tab=unit&state=all`);
  await head.getByRole("button", { name: "Bộ lọc", exact: true }).click();
  const dialog = head.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Thời hạn" }).click();
  await head.getByRole("option", { name: "Hoàn thành quá hạn" }).click();
  await dialog.getByRole("button", { name: "Lọc", exact: true }).click();
  await expect(head).toHaveURL(/late=late/);
  await expect(head.getByRole("button", { name: "Bỏ lọc Thời hạn: Hoàn thành quá hạn" })).toBeVisible();

  await head.getByRole("button", { name: "Cột", exact: true }).click();
  await head.getByRole("menuitemcheckbox", { name: "Sản phẩm" }).click();
  await head.keyboard.press("Escape");
  await expect(head.getByRole("columnheader", { name: "Sản phẩm" })).toBeVisible();

  await head.getByRole("button", { name: "Bộ lọc đã lưu" }).click();
  await head.getByRole("menuitem", { name: "Lưu danh sách đang xem" }).click();
  await head.getByLabel("Tên bộ lọc").fill("Chậm của phòng");
  await head.getByRole("combobox", { name: "Ai dùng" }).click();
  await head.getByRole("option", { name: /Mọi người của/ }).click();
  await head.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(head.getByRole("dialog")).toBeHidden();

  // The file holds what the list holds: every row of it, in its order, with the column that was added.
  const [download] = await Promise.all([
    head.waitForEvent("download"),
    head.getByRole("button", { name: "Xuất Excel" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^nhiem-vu-cua-don-vi-.+-2026-10-29\.xlsx$/);
  const sheet = execFileSync("python3", [
    "-c",
    "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode())",
    await download.path(),
  ]).toString();
  const listed = await (await client(product.url, "head")).get<{ items: { code: string }[]; next?: string }>(
    "/tasks?tab=unit&state=all&late=late&limit=100",
  );
  expect(listed.next).toBeUndefined();
  expect(listed.items.length).toBeGreaterThan(0);
  expect(sheet.match(/NV-\d{4}-\d{6}/g)).toEqual(listed.items.map(({ code }) => code));
  expect(sheet).toContain("Sản phẩm");

  // The palette finds what was saved, without marks; dropping the chip shows the whole list again.
  await head.keyboard.press("Control+k");
  await head.getByPlaceholder("Tìm người, nhiệm vụ, văn bản, việc cần làm").fill("cham cua");
  await head.getByRole("button", { name: /Chậm của phòng/ }).click();
  await expect(head).toHaveURL(/late=late/);
  await head.getByRole("button", { name: "Bỏ lọc Thời hạn: Hoàn thành quá hạn" }).click();
  await expect(head).not.toHaveURL(/late=/);

  const officer = await signIn(browser, product.url, "officer");
  await officer.goto(`${product.url}/tasks`);
  await officer.getByRole("button", { name: "Bộ lọc đã lưu" }).click();
  await expect(officer.getByText("Chậm của phòng: bạn không có danh sách “Đơn vị”")).toBeVisible();
});
