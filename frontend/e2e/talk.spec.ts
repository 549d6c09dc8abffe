// Talk and files of a task: the lead names the head in a comment and attaches a PDF, by keyboard and on a phone; the head's
// open page hears of both, shows the PDF, and the lead sees who has opened it.
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

// A page of A5 with one line on it.
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 24 Tf 60 500 Td (Du thao lan hai) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF`;

test("a comment that names somebody, and a file that is opened", async ({ browser }) => {
  const { id } = await assign(await client(product.url, "head"), "Soạn dự thảo lần hai");
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/tasks/${id}`);
  const officer = await signIn(browser, product.url, "officer", { viewport: { width: 390, height: 844 } });
  await officer.goto(`${product.url}/tasks/${id}`);

  const box = officer.getByLabel("Viết trao đổi");
  await box.pressSequentially("Xin ý kiến @thinh");
  await expect(officer.getByRole("option", { name: /Phan Hữu Thịnh/ })).toBeVisible();
  await officer.keyboard.press("Enter");
  await expect(box).toHaveValue("Xin ý kiến @Phan Hữu Thịnh ");
  await box.pressSequentially("về mục 3");
  await officer.keyboard.press("Control+Enter");
  await expect(head.getByText("về mục 3")).toBeVisible();
  await expect(head.getByText("@Phan Hữu Thịnh", { exact: true })).toBeVisible();

  const file = (name: string, text: string) => ({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(text),
  });
  await officer.locator('input[type="file"]').setInputFiles([file("Dự thảo.pdf", pdf), file("Giả.pdf", "MZ program")]);
  await expect(officer.getByText("Không nhận tệp chương trình", { exact: false })).toBeVisible();
  await head.getByRole("button", { name: "Xem Dự thảo.pdf" }).click();
  await expect(head.getByRole("img", { name: "Trang 1/1" })).toBeVisible();
  await expect
    .poll(() =>
      head.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return data.some((value, i) => i % 4 === 0 && value < 100);
      }),
    )
    .toBe(true);
  await head.keyboard.press("Escape");
  await expect(officer.getByText("1 người đã mở")).toBeVisible();

  // Attached by mistake: taken away by keyboard, and gone from the head's open page.
  await officer.getByRole("button", { name: "Gỡ Dự thảo.pdf" }).focus();
  await officer.keyboard.press("Enter");
  await expect(officer.getByRole("button", { name: "Gỡ tệp này" })).toBeFocused();
  await officer.keyboard.press("Enter");
  await expect(head.getByRole("button", { name: "Xem Dự thảo.pdf" })).toBeHidden();
  await expect(head.getByText("1 tệp đã gỡ")).toBeVisible();
  await expect(head.getByText("gỡ tệp Dự thảo.pdf.")).toBeVisible();
});
