// Other ways to look at a list and to work in it: the board by lifecycle, by keyboard and on a phone.
import { expect, test } from "@playwright/test";
import { assign, client } from "./api";
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

test("a card goes over the board: from a phone by its menu, then by keyboard, and everybody's board knows", async ({
  browser,
}) => {
  const title = "Lập bảng theo dõi tiến trình";
  const { id, code } = await assign(await client(product.url, "head"), title);
  const search = `view=board&q=${encodeURIComponent(title)}`;
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks?tab=assigned&${search}`);
  const card = (column: string) =>
    head.getByRole("region", { name: column, exact: true }).getByRole("link", { name: title });
  await expect(card("Chờ tiếp nhận")).toBeVisible();

  const officer = await signIn(browser, product.url, "officer", { viewport: { width: 390, height: 844 } });
  await officer.goto(`${product.url}/tasks?${search}`);
  await officer.getByRole("button", { name: `Chuyển ${code} sang bước khác` }).click();
  await officer.getByRole("menuitem", { name: "Tiếp nhận: sang “Đang thực hiện”" }).click();
  await expect(officer.getByRole("button", { name: "Đang thực hiện 1" })).toBeVisible();
  await expect(card("Đang thực hiện")).toBeVisible();
  await expect(card("Chờ tiếp nhận")).toHaveCount(0);

  const lead = await client(product.url, "officer");
  const { version } = await lead.get<{ version: number }>(`/tasks/${id}`);
  await lead.post(`/tasks/${id}/submit`, { version, note: "Trình bảng theo dõi", quantity: 1 });
  await card("Chờ duyệt").focus();
  await head.keyboard.press("Shift+ArrowRight");
  await head.getByRole("dialog", { name: "Duyệt hoàn thành" }).getByRole("button", { name: "Duyệt" }).click();
  await expect(card("Chờ duyệt")).toHaveCount(0);
  await head.getByRole("button", { name: "Xem cả việc đã xong" }).click();
  await expect(card("Hoàn thành")).toBeVisible();
});
