// The main job, whole: a head gives work to an officer at home, it is done, sent back, done again and approved; the
// diary is already written and is confirmed. Two people in two browsers; nobody reloads.
import { expect, type Page, test } from "@playwright/test";
import { act, go, neverReloaded, people, pick, signIn } from "./people";
import { now } from "./sample";
import { type Product, removeFolder, sampleFolder, start } from "./server";

const title = "Hướng dẫn phân công, giao việc qua hệ thống quản lý văn bản và điều hành";

test.describe.configure({ mode: "serial" });

let folder: string;
let product: Product;
let head: Page;
let officer: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  product = await start(folder, now);
  head = await signIn(browser, product.url, "head");
  officer = await signIn(browser, product.url, "officer");
});

test.afterAll(async () => {
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("the head assigns; the officer's open desk changes within two seconds", async () => {
  await expect(officer.getByRole("heading", { name: "Thứ Năm, 29 tháng 10" })).toBeVisible();
  await go(head, /^Nhiệm vụ/);
  await head
    .getByRole("button", { name: /^Giao nhiệm vụ/ })
    .or(head.getByRole("link", { name: /^Giao nhiệm vụ/ }))
    .first()
    .click();
  const form = head.getByRole("dialog");
  await pick(head, "Văn bản nguồn", "2124", /2124\/UBND-NC/);
  await form.getByLabel("Tên nhiệm vụ").fill(title);
  await pick(head, /^Chủ trì/, "lan", new RegExp(people.officer.name));
  await pick(head, "Sản phẩm trong danh mục", "CV-02", /CV-02/);
  await form.getByText("Ngày làm việc", { exact: true }).click();
  await form.getByLabel("Số ngày").fill("5");
  // 30/10, 2, 3, 4, 5/11: Saturday 31/10 and Sunday 1/11 do not count.
  await expect(form.getByText("thứ Năm, 05/11/2026", { exact: true })).toBeVisible();
  await expect(form.getByText(/5 ngày làm việc kể từ/)).toBeVisible();
  await form.getByRole("button", { name: /^Giao nhiệm vụ/ }).click();
  await expect(form).toBeHidden();
  await expect(officer.getByText(title).first()).toBeVisible();
  expect(await neverReloaded(officer)).toBe(true);
});

test("the palette finds people first by their given name, then open work with its lead and deadline", async () => {
  await head.keyboard.press("Control+k");
  const words = head.getByPlaceholder("Tìm người, nhiệm vụ, văn bản, việc cần làm");
  await words.fill("huong dan phan cong giao viec");
  const found = head.getByRole("dialog").getByRole("button").filter({ hasText: title });
  await expect(found).toContainText(people.officer.name);
  await expect(found).toContainText("hạn 05/11/2026");
  await words.fill("2124/UBND-NC");
  await expect(head.getByRole("dialog").getByRole("button", { name: /2124\/UBND-NC.*Xem nhiệm vụ$/ })).toBeVisible();
  await words.fill("lan");
  const first = head.getByRole("dialog").getByRole("button").first();
  await expect(first).toContainText(people.officer.name);
  await expect(first).toContainText("Chuyên viên · Phòng Công nghệ thông tin");
  await head.keyboard.press("Enter");
  // Choosing a person gives them work.
  await expect(head.getByRole("combobox", { name: /^Chủ trì/ })).toHaveValue(people.officer.name);
  await head.keyboard.press("Escape");
  await expect(head.getByRole("dialog")).toHaveCount(0);
});

test("the officer accepts and reports progress", async () => {
  await officer
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(officer.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await officer
    .getByRole("group", { name: "Việc có thể làm" })
    .getByRole("button", { name: /^Tiếp nhận/ })
    .click();
  await expect(officer.getByText("tiếp nhận nhiệm vụ.")).toBeVisible();
  await act(
    officer,
    "Báo cáo tiến độ",
    async (form) => {
      await form.getByLabel("Việc đã làm, việc còn lại").fill("Đã có dự thảo lần 1, đang lấy ý kiến.");
      await form.getByRole("slider").focus();
      for (let i = 0; i < 12; i++) await officer.keyboard.press("ArrowRight");
    },
    "Gửi báo cáo",
  );
  await expect(officer.getByText("60%").first()).toBeVisible();
});

test("the officer asks for more time by keyboard; the head grants an earlier day; both screens show it", async () => {
  await officer.keyboard.press("x");
  const request = officer.getByRole("dialog");
  await expect(request.getByLabel("Xin đến hết ngày")).toBeFocused();
  await officer.keyboard.type("12/11/2026");
  await request.getByLabel("Lý do").fill("Chờ ý kiến của hai huyện miền núi.");
  await officer.keyboard.press("Control+Enter");
  await expect(request).toBeHidden();
  await expect(officer.getByText(`Chờ ${people.head.name} trả lời`)).toBeVisible();

  await go(head, /^Việc chờ tôi xử lý/);
  await expect(head.getByText(`${people.officer.name} xin gia hạn đến 12/11/2026`)).toBeVisible();
  await head.getByRole("link", { name: `Trả lời: ${title}` }).click();
  await act(
    head,
    "Trả lời gia hạn",
    async (form) => {
      await form.getByRole("radio", { name: "Đồng ý đến ngày sớm hơn" }).check();
      await form.getByLabel("Hạn mới").fill("10/11/2026");
      await form.getByLabel("Lý do").fill("Cần kịp báo cáo Ủy ban nhân dân tỉnh.");
    },
    "Trả lời",
  );
  await expect(officer.getByText("Đồng ý đến 10/11/2026")).toBeVisible();
  await expect(officer.getByText("thứ Ba, 10/11/2026").first()).toBeVisible();
  expect(await neverReloaded(officer)).toBe(true);
});

test("the officer submits, takes the submission back to correct it, and submits again", async () => {
  const result = "Dự thảo hướng dẫn 12 trang, kèm phụ lục từng bước.";
  await act(officer, "Trình duyệt", async (form) => {
    await form.getByLabel("Kết quả trình duyệt").fill(result);
  });
  await act(officer, "Rút lại để sửa", async () => {}, "Rút lại");
  await act(officer, "Trình duyệt", async (form) => {
    await expect(form.getByLabel("Kết quả trình duyệt")).toHaveValue(result);
  });
  await expect(officer.getByText(`Đang chờ ${people.head.name} duyệt.`)).toBeVisible();
});

test("the head asks for rework, the officer submits again, the head approves", async () => {
  await go(head, /^Việc chờ tôi xử lý/);
  await head
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(head.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await act(head, "Yêu cầu làm lại", async (form) => {
    await form.getByLabel("Lý do làm lại").fill("Phụ lục còn thiếu hai huyện miền núi, xin bổ sung.");
  });
  await expect(officer.getByText("Phụ lục còn thiếu hai huyện miền núi, xin bổ sung.").first()).toBeVisible();
  await expect(officer.getByText("Làm lại lần 1").first()).toBeVisible();
  await act(officer, "Trình duyệt", async (form) => {
    await form.getByLabel("Kết quả trình duyệt").fill("Đã bổ sung hai huyện Phước Sơn, Nam Trà My.");
    const buffer = Buffer.from("Phụ lục của 18 huyện");
    await form.locator('input[type="file"]').setInputFiles({ name: "Phụ lục.txt", mimeType: "text/plain", buffer });
    await expect(form.getByRole("button", { name: "Bỏ Phụ lục.txt" })).toBeVisible();
  });
  await expect(head.getByText("Đã bổ sung hai huyện Phước Sơn, Nam Trà My.").first()).toBeVisible();
  // By keyboard alone: the dialog begins in its first field, and the key that its button shows sends it.
  await head.getByRole("button", { name: "Duyệt hoàn thành" }).focus();
  await head.keyboard.press("Enter");
  const approval = head.getByRole("dialog");
  await expect(approval.getByRole("radio", { name: /^Đạt/ })).toBeFocused();
  await expect(approval.getByRole("button", { name: "Tải Phụ lục.txt về máy" })).toBeVisible();
  await head.keyboard.press("Control+Enter");
  await expect(approval).toBeHidden();
  await expect(officer.getByText(/duyệt hoàn thành, công nhận/)).toBeVisible();
  for (const sentence of ["tiếp nhận nhiệm vụ.", "báo cáo tiến độ 60%.", "yêu cầu làm lại"]) {
    await expect(officer.getByText(sentence).first()).toBeVisible();
  }
  expect(await neverReloaded(head)).toBe(true);
  expect(await neverReloaded(officer)).toBe(true);
});

test("on a phone a line of the diary is two taps, and the keyboard stays open", async ({ browser }) => {
  const phone = await signIn(browser, product.url, "officer", {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await phone.goto(`${product.url}/diary`);
  const text = phone.getByPlaceholder("Vừa làm gì?");
  await text.tap(); // opens the keyboard
  await text.evaluate((field) => {
    Object.assign(window, { blurs: 0, taps: 0 });
    field.addEventListener("blur", () =>
      Object.assign(window, { blurs: (window as never as { blurs: number }).blurs + 1 }),
    );
    addEventListener("click", () => Object.assign(window, { taps: (window as never as { taps: number }).taps + 1 }));
  });
  const lines = ["Trả lời điện thoại của xã Trà Mai", "Rà soát danh sách tài khoản"];
  for (const line of lines) {
    await phone.keyboard.type(line);
    await phone.getByRole("button", { name: "30 phút" }).tap();
    await phone.getByRole("button", { name: "Ghi", exact: true }).tap();
    await expect(phone.getByText(line)).toBeVisible();
  }
  await expect(text).toBeFocused();
  expect(await phone.evaluate(() => ({ ...(window as never as { blurs: number; taps: number }) }).blurs)).toBe(0);
  expect(await phone.evaluate(() => (window as never as { taps: number }).taps)).toBe(2 * lines.length);
  await phone.context().close();
});

test("five lines of the diary on a phone take at most 14 taps and 90 seconds, with what is written ready", async ({
  browser,
}) => {
  const phone = await signIn(browser, product.url, "head", {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await phone.goto(`${product.url}/diary`);
  const ready = phone.getByRole("region", { name: "Soạn sẵn" });
  await expect(ready.getByRole("listitem").first()).toBeVisible(); // what the head has done today
  const begun = Date.now();
  await phone.evaluate(() => {
    Object.assign(window, { taps: 0 });
    addEventListener("click", () => Object.assign(window, { taps: (window as never as { taps: number }).taps + 1 }));
  });
  const lines = phone.getByRole("list", { name: "Các dòng nhật ký" }).getByRole("listitem");
  await ready.getByRole("button", { name: /^Giữ/ }).first().tap();
  await expect(ready).toBeHidden();
  const kept = await lines.count();
  expect(kept).toBeGreaterThan(0);
  const own = ["Hội ý lãnh đạo phòng", "Tiếp đoàn kiểm tra của Sở", "Góp ý dự thảo quy chế", "Làm việc với nhà mạng"];
  await phone.getByPlaceholder("Vừa làm gì?").tap();
  for (const line of own.slice(0, Math.max(0, 5 - kept))) {
    await phone.keyboard.type(line, { delay: 120 }); // a slow thumb
    await phone.getByRole("button", { name: "30 phút" }).tap();
    await phone.getByRole("button", { name: "Ghi", exact: true }).tap();
    await expect(phone.getByText(line)).toBeVisible();
  }
  expect(await lines.count()).toBeGreaterThanOrEqual(5);
  await phone.getByRole("button", { name: /^Gửi xác nhận/ }).tap();
  await expect(phone.getByText(/^Đã gửi lúc/).first()).toBeVisible();
  const taps = await phone.evaluate(() => (window as never as { taps: number }).taps);
  expect(taps).toBeGreaterThan(2); // they are counted
  expect(taps).toBeLessThanOrEqual(14);
  expect(Date.now() - begun).toBeLessThanOrEqual(90_000);
  await phone.context().close();
});

test("the diary is already written; the officer submits it, the head confirms", async () => {
  await go(officer, /^Nhật ký công vụ/);
  // One line for the task, with all that was done with it and what it may have taken.
  const ready = officer.getByRole("region", { name: "Soạn sẵn" }).getByRole("listitem").filter({ hasText: title });
  await expect(ready).toHaveCount(1);
  await expect(ready).toContainText(`Tiếp nhận nhiệm vụ, báo cáo tiến độ 60%, trình duyệt: ${title}`);
  await expect(ready).toContainText("đề nghị 2 giờ 15");
  await officer.getByRole("button", { name: /^Giữ tất cả/ }).click();
  await officer.getByPlaceholder(/Ghi thêm một dòng/).fill("Trả lời vướng mắc đăng ký tài khoản của 3 xã");
  await officer.keyboard.press("Enter");
  await expect(officer.getByText(/đã lưu lúc/).first()).toBeVisible();
  await officer.getByRole("button", { name: /^Gửi xác nhận/ }).click();
  await expect(officer.getByText(`chờ ${people.head.name} xác nhận`)).toBeVisible();

  await go(head, /^Nhật ký công vụ/);
  await head.getByRole("link", { name: "Của đơn vị" }).or(head.getByText("Của đơn vị")).first().click();
  await head.getByRole("button", { name: `Xác nhận nhật ký của ${people.officer.name}` }).click();
  await expect(officer.getByText(`${people.head.name} đã xác nhận`).first()).toBeVisible();
  expect(await neverReloaded(officer)).toBe(true);
});
