// One piece of work all the way on phones, by the people who would do it: a document arrives, the chair directs it, it goes down
// three levels, the officer gets more time, work comes back for a major error whose cause was objective, is approved with its files,
// and goes up again until the register says that it is done.
import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { people, pick, signIn, type Who } from "./people";
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

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const subject = "Rà soát hạ tầng họp trực tuyến của các xã miền núi";

// verb does an act of the open task, whose button may stand behind "Việc khác" on a phone.
async function verb(page: Page, name: string, fill?: (form: Locator) => Promise<void>, send = name): Promise<void> {
  const bar = page.getByRole("group", { name: "Việc có thể làm" });
  const form = page.getByRole("dialog");
  // It comes with the act of somebody else, for which this page waits.
  await expect(async () => {
    if (fill !== undefined && (await form.isVisible())) return;
    const button = bar.getByRole("button", { name, exact: true });
    if (await button.isVisible()) return button.click({ timeout: 5_000 });
    await bar.getByRole("button", { name: "Việc khác" }).click({ timeout: 5_000 });
    const item = page.getByRole("menuitem", { name, exact: true });
    const there = await item.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (!there) await page.keyboard.press("Escape");
    expect(there, `${name} is offered`).toBe(true);
    await item.click({ timeout: 5_000 });
  }).toPass();
  if (fill === undefined) return;
  await expect(form).toBeVisible();
  await fill(form);
  await form.getByRole("button", { name: send }).last().click();
  await expect(form).toBeHidden();
}

// open goes to a task in a list of somebody's: what they lead, or what they gave.
async function open(page: Page, title: string, tab: "lead" | "assigned" = "lead"): Promise<void> {
  await page.goto(`${product.url}/tasks?q=${encodeURIComponent(title)}&tab=${tab}`);
  await page.getByRole("link", { name: title }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

// handOn makes a part of the open task for somebody below, and returns that person's phone with the part accepted.
async function handOn(browser: Browser, from: Page, title: string, to: Who): Promise<Page> {
  await from
    .getByRole("link", { name: "Giao việc con" })
    .or(from.getByRole("button", { name: "Giao việc con" }))
    .first()
    .click();
  const form = from.getByRole("dialog");
  await form.getByLabel("Tên nhiệm vụ").fill(title);
  await pick(from, /^Chủ trì/, people[to].name, new RegExp(people[to].name));
  await form.getByText("Ngoài danh mục", { exact: true }).click();
  await form.getByRole("textbox", { name: "Sản phẩm ngoài danh mục" }).fill("Báo cáo rà soát");
  await form.getByLabel("Điểm một sản phẩm").fill("5");
  await form.getByRole("button", { name: /^Giao nhiệm vụ/ }).click();
  await expect(form).toBeHidden();
  const page = await signIn(browser, product.url, to, phone);
  await open(page, title);
  await verb(page, "Tiếp nhận");
  await expect(page.getByText("tiếp nhận nhiệm vụ.")).toBeVisible();
  return page;
}

test("a document becomes work on three levels, and comes back up done", async ({ browser }) => {
  const clerk = await signIn(browser, product.url, "clerk", phone);
  await clerk.goto(`${product.url}/incoming`);
  await clerk.getByRole("button", { name: "Vào sổ văn bản đến" }).click();
  const entry = clerk.getByRole("dialog", { name: "Vào sổ văn bản đến" });
  await entry.getByRole("textbox", { name: "Số, ký hiệu", exact: true }).fill("2250/UBND-HTKT");
  await entry.getByRole("textbox", { name: "Ngày văn bản" }).fill("28/10/2026");
  await entry.getByRole("textbox", { name: /Tác giả/ }).fill("UBND tỉnh");
  await entry.getByRole("textbox", { name: /Trích yếu/ }).fill(subject);
  await entry.getByRole("button", { name: "Vào sổ", exact: true }).click();
  await expect(entry).toBeHidden();

  const chair = await signIn(browser, product.url, "chair", phone);
  await chair.goto(`${product.url}/incoming`);
  await chair.getByRole("button", { name: new RegExp(subject) }).click();
  await chair.getByRole("button", { name: "Cho ý kiến chỉ đạo" }).click();
  const direction = chair.getByRole("dialog", { name: /Ý kiến chỉ đạo/ });
  await direction.getByRole("textbox", { name: "Ý kiến chỉ đạo" }).fill("Sở Thông tin và Truyền thông chủ trì.");
  await pick(chair, /^Chủ trì/, people.director.name, new RegExp(people.director.name));
  await direction.getByText("Ngoài danh mục", { exact: true }).click();
  await direction.getByRole("textbox", { name: "Sản phẩm ngoài danh mục" }).fill("Báo cáo rà soát");
  await direction.getByLabel("Điểm một sản phẩm").fill("5");
  await direction.getByRole("button", { name: "Cho ý kiến và giao 1 nhiệm vụ" }).click();
  await expect(direction).toBeHidden();

  // Three levels: the director, the head of a division, the officer.
  const director = await signIn(browser, product.url, "director", phone);
  await open(director, subject);
  await verb(director, "Tiếp nhận");
  await expect(director.getByText("tiếp nhận nhiệm vụ.")).toBeVisible();
  const head = await handOn(browser, director, "Rà soát phòng họp trực tuyến cấp xã", "head");
  const officer = await handOn(browser, head, "Lập danh mục thiết bị họp trực tuyến", "officer");

  await verb(
    officer,
    "Xin gia hạn",
    async (form) => {
      await form.getByLabel("Xin đến hết ngày").fill("12/11/2026");
      await form.getByLabel("Lý do").fill("Chờ số liệu của hai huyện miền núi.");
    },
    "Gửi đề nghị",
  );
  await open(head, "Lập danh mục thiết bị họp trực tuyến", "assigned");
  await verb(head, "Trả lời gia hạn", async () => {}, "Trả lời");
  await expect(officer.getByText("thứ Năm, 12/11/2026").first()).toBeVisible();

  // Back for a major error, whose cause was objective.
  const result = (form: Locator) => form.getByLabel("Kết quả trình duyệt");
  await verb(officer, "Trình duyệt", (form) => result(form).fill("Danh mục thiết bị của 17 huyện."));
  await verb(head, "Yêu cầu làm lại", async (form) => {
    await form.getByLabel("Lý do làm lại").fill("Số liệu của hai huyện không khớp với báo cáo trước.");
    await form.getByRole("switch", { name: /Sai sót lớn về nội dung/ }).click();
  });
  await verb(
    officer,
    "Nguyên nhân khách quan",
    async (form) => {
      await form.getByLabel("Nguyên nhân và minh chứng").fill("Hai huyện gửi nhầm bảng số liệu năm trước.");
      await form.getByLabel(/Số văn bản minh chứng/).fill("45/UBND-VHXH");
    },
    "Gửi đề nghị",
  );
  await verb(
    head,
    "Trả lời về nguyên nhân",
    async (form) => form.getByLabel("Số văn bản xác nhận").fill("12/STTTT-CNTT"),
    "Trả lời",
  );
  await expect(officer.getByText("Đã xác nhận, văn bản 12/STTTT-CNTT: không bị trừ điểm")).toBeVisible();

  // Approved with its file, level after level.
  await verb(officer, "Trình duyệt", async (form) => {
    await result(form).fill("Danh mục đủ 18 huyện, kèm bảng thiết bị.");
    const buffer = Buffer.from("Thiết bị của 18 huyện");
    await form.locator('input[type="file"]').setInputFiles({ name: "Thiết bị.txt", mimeType: "text/plain", buffer });
    await expect(form.getByRole("button", { name: "Bỏ Thiết bị.txt" })).toBeVisible();
  });
  await verb(
    head,
    "Duyệt hoàn thành",
    (form) => expect(form.getByRole("button", { name: "Tải Thiết bị.txt về máy" })).toBeVisible(),
    "Duyệt",
  );
  await expect(officer.getByText(/duyệt hoàn thành, công nhận/)).toBeVisible();
  for (const [lead, approver, title] of [
    [head, director, "Rà soát phòng họp trực tuyến cấp xã"],
    [director, chair, subject],
  ] as const) {
    await open(lead, title);
    await verb(lead, "Trình duyệt", (form) => result(form).fill("Kèm kết quả của việc con."));
    await open(approver, title, "assigned");
    await verb(approver, "Duyệt hoàn thành", async () => {}, "Duyệt");
  }
  await clerk.goto(`${product.url}/incoming`);
  await expect(clerk.getByText("Xong 3 việc").first()).toBeVisible();
  for (const page of [clerk, chair, director, head, officer]) {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
