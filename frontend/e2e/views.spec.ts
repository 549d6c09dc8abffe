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

test("many tasks get another deadline by keyboard, one of them is refused, and what was done is undone", async ({
  browser,
}) => {
  const api = await client(product.url, "head");
  const title = "Kiểm tra thay đổi hàng loạt";
  const made: { id: string; code: string; version: number }[] = [];
  for (const n of [1, 2, 3]) made.push(await assign(api, `${title} ${n}`));
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks?tab=assigned&q=${encodeURIComponent(title)}`);
  await head.getByRole("link", { name: `${title} 3` }).focus(); // what was found stands newest first
  await head.keyboard.press("Space");
  await head.keyboard.press("Shift+ArrowDown");
  await expect(head.getByRole("checkbox", { name: `Chọn ${made[1]?.code}` })).toBeChecked();
  await head.getByRole("checkbox", { name: `Chọn ${made[0]?.code}` }).check();
  const bar = head.getByRole("region", { name: "Đã chọn 3 nhiệm vụ" });
  await bar.getByRole("button", { name: "Đổi hạn" }).click();
  const form = head.getByRole("dialog", { name: "Đổi hạn 3 nhiệm vụ" });
  await form.getByRole("textbox", { name: "Hạn mới" }).fill("20/11/2026");
  await form.getByRole("textbox", { name: "Lý do" }).fill("Theo kế hoạch mới của Sở.");
  // Somebody is faster: the form sends what was seen.
  await api.post(`/tasks/${made[0]?.id}/cancel`, { version: made[0]?.version, reason: "Không làm nữa theo chỉ đạo" });
  await form.getByRole("button", { name: "Đổi hạn 3 nhiệm vụ" }).click();
  await expect(head.getByText("Đã làm với 2 trên 3 nhiệm vụ.", { exact: true })).toBeVisible();
  await expect(head.getByRole("heading", { name: "Không được: 1" })).toBeVisible();

  const officer = await client(product.url, "officer");
  const due = async () => (await officer.get<{ dueOn: string }>(`/tasks/${made[1]?.id}`)).dueOn;
  expect(await due()).toBe("2026-11-20");
  await head
    .getByRole("dialog")
    .getByRole("button", { name: /^Hoàn tác/ })
    .click();
  await expect(head.getByText("Đã hoàn tác 2 nhiệm vụ, 0 không hoàn tác được.", { exact: true })).toBeVisible();
  expect(await due()).toBe("2026-11-03");
});
