// Where people work: an officer registers days at home, the head approves what the rules of the unit allow, and the grid on
// the director's open screen changes. Nobody reloads.
import { expect, type Page, test } from "@playwright/test";
import { go, neverReloaded, people, signIn } from "./people";
import { now } from "./sample";
import { type Product, removeFolder, sampleFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

let folder: string;
let product: Product;
let head: Page;
let officer: Page;
let director: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  product = await start(folder, now);
  head = await signIn(browser, product.url, "head");
  officer = await signIn(browser, product.url, "officer");
  director = await signIn(browser, product.url, "director");
});

test.afterAll(async () => {
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("the head sets the rule, the officer registers three half-days", async () => {
  await go(head, /^Làm việc từ xa/);
  await head.getByRole("link", { name: "Quy định của đơn vị" }).click();
  await head.getByLabel("Ít nhất tại cơ quan (%)").fill("80");
  await head.getByRole("button", { name: "Lưu quy định" }).click();
  await expect(head.getByText("Ít nhất 80% có mặt tại cơ quan.").first()).toBeVisible();

  await go(director, /^Làm việc từ xa/);
  await director.getByLabel("Đơn vị", { exact: true }).first().click();
  await director.keyboard.press("Control+A");
  await director.keyboard.type("Phòng Công nghệ thông tin");
  await director
    .getByRole("option", { name: /^Phòng Công nghệ thông tin/ })
    .first()
    .click();
  await expect(director.getByRole("rowheader", { name: people.officer.name })).toBeVisible();

  await go(officer, /^Làm việc từ xa/);
  await officer.getByRole("link", { name: "Đăng ký", exact: true }).click();
  await expect(officer.getByRole("heading", { level: 1, name: "Đăng ký làm việc tại nhà" })).toBeVisible(); // the grid has such a button too
  await officer.getByRole("button", { name: "Tuần sau" }).click();
  for (const half of ["sáng thứ Hai 02/11", "chiều thứ Hai 02/11", "sáng thứ Tư 04/11"]) {
    await officer.getByRole("button", { name: half }).click();
  }
  await expect(officer.getByText("1,5 ngày tại nhà.")).toBeVisible();
  await expect(officer.getByText(/chỉ còn 3 trên 5 người tại cơ quan, quy định ít nhất 4/)).toBeVisible();
  await officer.getByLabel("Lý do hoặc căn cứ").fill("Công văn 1552/UBND-KGVX");
  await officer.getByLabel("Điện thoại liên hệ").fill("0905 417 266");
  await officer.getByRole("listitem").getByRole("checkbox", { name: /\S/ }).first().check();
  await officer.getByLabel(/Tôi nghe máy trong giờ làm việc/).check();
  await officer.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(officer.getByText("chờ duyệt").first()).toBeVisible();
  const asked = director.getByLabel(new RegExp(`^${people.officer.name}, sáng thứ Tư 04/11: .*chờ duyệt`));
  await expect(asked).toBeVisible();
});

test("the head approves the part that the quota allows; the director's grid changes", async () => {
  await go(head, /^Việc chờ tôi xử lý/);
  await head.getByRole("link", { name: `${people.officer.name} đăng ký làm việc tại nhà` }).click();
  await head.getByRole("button", { name: "Duyệt", exact: true }).click();
  await expect(
    head.getByText(/thứ Hai 02\/11\/2026 chỉ còn 3 trên 5 người tại cơ quan; quy định cần ít nhất 4 \(80%\)/),
  ).toBeVisible();
  await head.getByRole("button", { name: "Duyệt một phần" }).click();
  await head.getByRole("dialog").getByRole("button", { name: "Duyệt 1 buổi" }).click();
  await expect(head.getByText("duyệt 0,5 trên 1,5 ngày").first()).toBeVisible();
  await expect(officer.getByText("duyệt 0,5 trên 1,5 ngày").first()).toBeVisible();
  const cell = director.getByLabel(new RegExp(`^${people.officer.name}, sáng thứ Tư 04/11: Làm việc tại nhà, ĐK-`));
  await expect(cell).toBeVisible();
  for (const page of [head, officer, director]) expect(await neverReloaded(page)).toBe(true);
});
