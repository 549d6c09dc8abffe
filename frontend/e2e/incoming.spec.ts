// A document arrives, the chair says what is to be done, and the register follows the work by itself on the clerk's open screen.
import { expect, test } from "@playwright/test";
import { go, neverReloaded, pick, signIn } from "./people";
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

test("from the register to the direction and back", async ({ browser }) => {
  const clerk = await signIn(browser, product.url, "clerk");
  await go(clerk, "Văn bản đến");
  await clerk.getByRole("button", { name: "Vào sổ văn bản đến" }).click();
  const form = clerk.getByRole("dialog", { name: "Vào sổ văn bản đến" });
  await form.getByRole("textbox", { name: "Số, ký hiệu", exact: true }).fill("2236/UBND-KSTTHC");
  await form.getByRole("textbox", { name: "Ngày văn bản" }).fill("28/10/2026");
  await form.getByRole("textbox", { name: /Tác giả/ }).fill("UBND tỉnh");
  await form.getByRole("textbox", { name: /Trích yếu/ }).fill("Rà soát thủ tục hành chính nội bộ quý IV");
  await form.getByRole("button", { name: "Vào sổ", exact: true }).click();
  await expect(form).toBeHidden();
  const row = clerk.getByRole("row", { name: /2236\/UBND-KSTTHC/ });
  await expect(row).toContainText("Chờ ý kiến chỉ đạo");

  const chair = await signIn(browser, product.url, "chair");
  await go(chair, "Văn bản đến");
  await chair.getByRole("button", { name: /Rà soát thủ tục hành chính nội bộ quý IV/ }).click();
  await chair.getByRole("button", { name: "Cho ý kiến chỉ đạo" }).click();
  const direction = chair.getByRole("dialog", { name: /Ý kiến chỉ đạo/ });
  await direction.getByRole("textbox", { name: "Ý kiến chỉ đạo" }).fill("Văn phòng chủ trì, báo cáo trước cuối tuần.");
  await pick(chair, /^Chủ trì/, "Văn phòng", /^Văn phòng Ủy ban/);
  await direction.getByText("Ngoài danh mục", { exact: true }).click();
  await direction.getByRole("textbox", { name: "Sản phẩm ngoài danh mục" }).fill("Báo cáo rà soát");
  await direction.getByLabel("Điểm một sản phẩm").fill("5");
  await direction.getByRole("button", { name: "Cho ý kiến và giao 1 nhiệm vụ" }).click();
  await expect(direction).toBeHidden();
  await expect(chair.getByText("Văn phòng chủ trì, báo cáo trước cuối tuần.")).toBeVisible();

  await expect(row).toContainText("0 trên 1 việc xong");
  expect(await neverReloaded(clerk)).toBe(true);
});
