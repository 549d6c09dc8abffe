// Quick add: work is given by one line and by keyboard alone, from the list and from the palette; a list pasted from Word becomes
// several tasks.
import { expect, type Page, test } from "@playwright/test";
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

const field = (page: Page) => page.getByRole("textbox", { name: "Giao nhanh" });

test("a line in the list and in the palette, by keyboard alone", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks?tab=assigned&sort=created`);
  await field(head).focus();
  await head.keyboard.type("Soan bao cao cai cach @t !khan han 5 ngay lam viec #cchc sp:BC-02 x2");
  const chips = head.getByRole("list", { name: /^Cách hiểu/ });
  await expect(chips.getByText("thứ Năm, 05/11/2026")).toBeVisible();
  await expect(chips.getByText("Khẩn", { exact: true })).toBeVisible();
  await expect(chips.getByText(/cchc: chưa có nhãn/)).toBeVisible();
  // Several are called so: nothing is sent until one is chosen.
  await head.keyboard.press("Enter");
  const choice = chips.getByRole("button", { name: /Chủ trì: t: xin chọn/ });
  await expect(choice).toBeFocused();
  await head.keyboard.press("Enter");
  await expect(head.getByRole("menuitem", { name: /Nguyễn Thị Lan/ })).toBeVisible();
  while (!/Nguyễn Thị Lan/.test((await head.locator(":focus").textContent()) ?? ""))
    await head.keyboard.press("ArrowDown");
  await head.keyboard.press("Enter");
  await expect(chips.getByText(/Chủ trì: Nguyễn Thị Lan/)).toBeVisible();
  await expect(field(head)).toBeFocused();
  await head.keyboard.press("Enter");
  await expect(head.getByText(/Đã giao NV-2026-\d+: Soan bao cao cai cach/)).toBeVisible();
  await expect(field(head)).toHaveValue("");
  await expect(head.getByRole("link", { name: "Soan bao cao cai cach" })).toBeVisible();

  await head.keyboard.press("Control+k");
  await expect(head.getByPlaceholder("Tìm người, nhiệm vụ, văn bản, việc cần làm")).toBeFocused();
  await head.keyboard.type("Rà soát cổng dịch vụ @lan.nt hạn 31/11 sp:BC-02");
  await expect(head.getByRole("button", { name: /^Giao nhanh “Rà soát/ })).toBeVisible();
  await head.keyboard.press("Enter");
  const dialog = head.getByRole("dialog", { name: "Giao nhanh" });
  await expect(dialog.getByText(/31\/11 không có trong lịch/)).toBeVisible();
  await expect(field(head)).toBeFocused();
  await head.keyboard.press("Enter");
  await head.keyboard.press("Enter");
  await expect(head.getByRole("menuitem", { name: "thứ Hai, 30/11/2026" })).toBeVisible();
  await head.keyboard.press("ArrowDown");
  await expect(head.locator(":focus")).toHaveRole("menuitem");
  await head.keyboard.press("Enter");
  await expect(field(head)).toHaveValue("Rà soát cổng dịch vụ @lan.nt hạn 30/11/2026 sp:BC-02");
  await expect(dialog.getByText(/không có trong lịch/)).toBeHidden();
  await expect(dialog.getByRole("list", { name: /^Cách hiểu/ }).getByText("thứ Hai, 30/11/2026")).toBeVisible();
  await head.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(head.getByRole("heading", { name: "Rà soát cổng dịch vụ" })).toBeVisible();
});

test("a line with “lặp …” makes work that comes again, and says when", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks/recurring`);
  await field(head).fill(
    "Chốt số liệu tháng @lan.nt sp:BC-02 hạn 2 ngày làm việc lặp ngày 24 hằng tháng, nếu nghỉ thì làm trước",
  );
  await expect(head.getByText(/23\/11\/2026 \(vì 24\/11\/2026 nghỉ: Ngày Văn hóa Việt Nam\)/)).toBeVisible();
  await field(head).press("Enter");
  const rule = head.getByRole("region", { name: /^Đang chạy/ }).getByRole("listitem");
  await expect(rule).toContainText("Chốt số liệu tháng");
  await rule.getByRole("button", { name: /^Tạm dừng/ }).click();
  const paused = head.getByRole("region", { name: /^Tạm dừng/ }).getByRole("listitem");
  await expect(paused.getByRole("button", { name: /^Chạy tiếp/ })).toBeVisible();
  await head.context().close();
});

test("a list of Word on a phone", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head", { viewport: { width: 390, height: 844 } });
  await head.goto(`${product.url}/tasks?tab=assigned&sort=created`);
  await field(head).fill("•\tTổng hợp số liệu các xã @lan.nt hạn 6/11 sp:BC-02\n•\tVẽ biểu đồ cho báo cáo hạn 9/11");
  await expect(head.getByText("Tổng hợp số liệu các xã", { exact: true })).toBeVisible();
  await expect(head.getByText("Chưa có chủ trì")).toBeVisible();
  await head.getByRole("button", { name: /^Giao 1 nhiệm vụ, lưu 1 bản nháp/ }).click();
  await expect(head.getByText("Đã tạo 2 nhiệm vụ")).toBeVisible();
  await expect(head.getByRole("link", { name: /Vẽ biểu đồ cho báo cáo/ })).toBeVisible();
  await expect(head.getByRole("link", { name: /Tổng hợp số liệu các xã/ })).toBeVisible();
  expect(await head.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a deadline is moved in the month, by mouse and by keyboard", async ({ browser }) => {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks?tab=assigned&month=2026-11`);
  const month = head.getByRole("region", { name: "Lịch hạn" });
  const holiday = month.getByRole("listitem", { name: /24\/11\/2026, Ngày Văn hóa Việt Nam/ });
  await expect(holiday).toHaveClass(/hatched/);
  const task = month.getByTitle("Kế hoạch chuyển đổi số cấp xã năm tới");
  await task.dragTo(month.getByRole("listitem", { name: "thứ Sáu, 20/11/2026" }));
  const dialog = head.getByRole("dialog");
  await expect(dialog.getByLabel("Hạn mới")).toHaveValue("20/11/2026");
  await dialog.getByLabel("Lý do").fill("Chờ số liệu của các xã gửi về");
  await dialog.getByLabel("Lý do").press("Control+Enter");
  await expect(
    month.getByRole("listitem", { name: "thứ Sáu, 20/11/2026" }).getByTitle("Kế hoạch chuyển đổi số cấp xã năm tới"),
  ).toBeVisible();
  await task.focus();
  await head.keyboard.press("Shift+ArrowDown");
  await expect(dialog.getByLabel("Hạn mới")).toHaveValue("27/11/2026");
});
