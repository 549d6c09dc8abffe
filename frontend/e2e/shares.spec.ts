// Shares of the work: the head agrees them when assigning, on the form; who helps hands the part in on a phone, and the lead,
// whose open page hears of it, confirms it.
import { expect, test } from "@playwright/test";
import { people, pick, signIn } from "./people";
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

test("a share is agreed, handed in and confirmed", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks/new`);
  await head.getByRole("textbox", { name: "Tên nhiệm vụ" }).fill("Thống nhất biểu phí 14 thủ tục đất đai");
  await pick(head, /^Chủ trì/, "lan", new RegExp(people.officer.name));
  await pick(head, /^Phối hợp/, "thu hà", new RegExp(people.hr.name));
  await head.getByRole("textbox", { name: `Tỷ lệ phần trăm của ${people.hr.name}` }).fill("20");
  await head.getByRole("textbox", { name: `Hạn phối hợp của ${people.hr.name}` }).fill("3/11/2026");
  await pick(head, "Sản phẩm trong danh mục", "CV-02", /CV-02/);
  await expect(
    head.getByRole("img", { name: `Tỷ lệ: ${people.officer.name} 80%, ${people.hr.name} 20%` }),
  ).toBeVisible();
  await head
    .getByRole("button", { name: /^Giao nhiệm vụ/ })
    .last()
    .click();
  await expect(head.getByRole("region", { name: "Chi tiết nhiệm vụ" }).getByText(people.hr.name)).toBeVisible();

  const officer = await signIn(browser, product.url, "officer");
  await officer.goto(`${product.url}/tasks?tab=lead`);
  await officer.getByRole("link", { name: /Thống nhất biểu phí/ }).press("Enter");
  await officer.getByRole("button", { name: "Tiếp nhận" }).click();
  await expect(officer.getByRole("button", { name: /^Trình duyệt/ })).toBeVisible();

  const helper = await signIn(browser, product.url, "hr", { viewport: { width: 390, height: 844 } });
  await helper.goto(`${product.url}/tasks?tab=coordinating`);
  await expect(helper.getByText("Phần của tôi 20%, hạn 03/11/2026")).toBeVisible();
  await helper.getByRole("link", { name: /Thống nhất biểu phí/ }).click();
  await helper.getByRole("button", { name: "Báo xong phần phối hợp" }).click();
  await helper.getByRole("dialog").getByRole("textbox").fill("Biểu phí đã thống nhất, gửi kèm thư công vụ");
  await helper.keyboard.press("Control+Enter");
  await expect(helper.getByText("Chờ chủ trì xác nhận.")).toBeVisible();

  await expect(officer.getByText("Biểu phí đã thống nhất, gửi kèm thư công vụ").first()).toBeVisible();
  await officer.getByRole("button", { name: "Xác nhận", exact: true }).click();
  await expect(helper.getByText(`${people.officer.name} xác nhận, `)).toBeVisible();
});
