// The first day of an office: an empty database prints a set-up link, which makes the agency and its administrator; somebody of
// personnel gets a code, activates the account on a phone and signs in. It runs by the true clock, for a shifted one is refused
// where people are real; nothing in it depends on the day.
import { createHmac } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { dataFolder, type Product, removeFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

const password = "Mưa rào tháng sáu 29";
let folder: string;
let product: Product;
let admin: Page;
let code: string;

test.beforeAll(async () => {
  folder = dataFolder();
  product = await start(folder, "", { demo: false });
});

test.afterAll(async () => {
  await product?.stop();
  if (folder) removeFolder(folder);
});

test("the link that the program prints makes the agency and its administrator, once", async ({ browser }) => {
  const link = /http:\S+\/setup#[\w-]{43}/.exec(product.said())?.[0] ?? "";
  admin = await (await browser.newContext()).newPage();
  await admin.goto(product.url);
  await expect(admin.getByText("Hệ thống chưa có cơ quan nào")).toBeVisible();
  await admin.goto("about:blank");
  await admin.goto(link);
  await admin.getByLabel("Tên cơ quan").fill("Ủy ban nhân dân xã Hòa Sơn");
  await admin.getByLabel("Mã cơ quan").fill("HOASON");
  await admin.getByLabel("Họ và tên").fill("Ngô Văn Tín");
  await admin.getByLabel("Mã cán bộ").fill("HS-0001");
  await admin.getByLabel("Mật khẩu mới", { exact: true }).fill("ngắn");
  await admin.getByRole("button", { name: "Lập cơ quan và đăng nhập" }).click();
  await expect(admin.getByText(/Mật khẩu cần ít nhất 8 ký tự/)).toBeVisible();
  await admin.getByLabel("Mật khẩu mới", { exact: true }).fill(password);
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("heading", { level: 1, name: /^(Thứ|Chủ)/ })).toBeVisible();
  expect(new URL(admin.url()).pathname + new URL(admin.url()).hash).toBe("/");

  const missing = admin.getByRole("region", { name: /Còn thiếu/ });
  await expect(missing).toContainText("Chưa có người của tổ chức cán bộ");
  await expect(missing).toContainText("Ủy ban nhân dân xã Hòa Sơn");

  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByText("Không mở được liên kết này")).toBeVisible();
  await late.context().close();
});

test("somebody of personnel is added and gets a code on paper", async () => {
  const made = await admin.evaluate(async (secret) => {
    const call = async (method: string, path: string, body: unknown, token?: string) => {
      const reply = await fetch(`/api/v1${path}`, {
        method,
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": crypto.randomUUID(),
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: reply.status, body: await reply.json() };
    };
    const { accessToken } = (await call("POST", "/session", { login: "HS-0001", password: secret })).body;
    const me = (await call("GET", "/me", undefined, accessToken)).body;
    const person = { staffNo: "HS-0002", name: "Bùi Thị Thu Thảo", subjectClass: "cong_chuc" };
    const post = { unit: me.unit.id, role: "hr", title: "Chuyên viên tổ chức cán bộ" };
    return call("POST", "/people", { ...person, ...post }, accessToken);
  }, password);
  expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });

  await admin.getByRole("navigation").first().getByRole("link", { name: "Tài khoản cán bộ" }).click();
  await expect(admin.getByRole("row", { name: /Bùi Thị Thu Thảo/ })).toContainText("Chưa kích hoạt");
  await admin.getByRole("checkbox", { name: "Chọn Bùi Thị Thu Thảo" }).check();
  await admin.getByRole("button", { name: "Cấp mã kích hoạt cho 1 người" }).click();
  const slips = admin.getByRole("dialog");
  code = (await slips.getByText(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){3}$/).textContent()) ?? "";
  await admin.emulateMedia({ media: "print" });
  const paper = admin.locator(".cv-print");
  await expect(paper).toContainText(code);
  await expect(paper).toContainText(`${product.url}/activate`);
  const pdf = (await admin.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  await admin.emulateMedia({ media: null });
  await slips.getByRole("button", { name: "Đã giao, đóng" }).click();
  await expect(admin.getByRole("row", { name: /Bùi Thị Thu Thảo/ })).toContainText("Mã đã cấp, dùng đến");
});

test("she activates the account on a phone, and an administrator sees her out", async ({ browser }) => {
  const phone = await (
    await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  ).newPage();
  await phone.goto(product.url);
  await phone.getByRole("link", { name: /mã kích hoạt/ }).click();
  await phone.getByLabel("Mã cán bộ hoặc thư công vụ").fill("hs-0002");
  await phone.getByLabel("Mã kích hoạt").fill("AAAA-BBBB-CCCC-DDDD");
  await phone.getByLabel("Mật khẩu mới", { exact: true }).fill("nắng vàng tháng chín");
  await phone.getByRole("button", { name: "Kích hoạt và đăng nhập" }).click();
  await expect(phone.getByText(/mã kích hoạt chưa đúng/)).toBeVisible();
  const wider = await phone.evaluate(() => document.documentElement.scrollWidth - 390);
  expect(wider).toBeLessThanOrEqual(0);
  await phone.getByLabel("Mã kích hoạt").fill(code.toLowerCase().replaceAll("-", " "));
  await phone.getByRole("button", { name: "Kích hoạt và đăng nhập" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: /^(Thứ|Chủ)/ })).toBeVisible();
  await phone.goto(`${product.url}/account`);
  await expect(phone.getByText("Phiên này")).toBeVisible();

  await secondFactor(phone);

  const row = admin.getByRole("row", { name: /Bùi Thị Thu Thảo/ });
  await admin.reload();
  await expect(row).toContainText("Hoạt động");
  await row.getByRole("button", { name: /Việc với tài khoản/ }).click();
  await admin.getByRole("menuitem", { name: "Tạm khóa tài khoản" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Tạm khóa tài khoản" }).click();
  await expect(row).toContainText("Tạm khóa");
  // Her open page is asked to sign in again by itself.
  await expect(phone.getByRole("dialog", { name: "Xin đăng nhập lại" })).toBeVisible();
  await phone.context().close();
  await admin.context().close();
});

// secondFactor: the administrator requires it of personnel; on her phone its setting up takes the place of every page, and the next
// sign-in asks for a code, which a recovery code can be.
async function secondFactor(phone: Page): Promise<void> {
  await admin.getByRole("button", { name: "Xác thực hai lớp" }).click();
  const policy = admin.getByRole("dialog");
  await policy.getByRole("checkbox", { name: "Tổ chức cán bộ" }).check();
  await policy.getByLabel("Mật khẩu hiện tại").fill(password);
  await policy.getByRole("button", { name: "Lưu" }).click();
  await expect(policy).toBeHidden();

  await phone.goto(`${product.url}/people`);
  await expect(phone.getByRole("heading", { level: 1, name: "Cài đặt xác thực hai lớp" })).toBeVisible();
  await phone.getByLabel("Mật khẩu hiện tại").fill("nắng vàng tháng chín");
  await phone.getByRole("button", { name: "Tiếp tục" }).click();
  await expect(phone.getByRole("img", { name: /Mã QR/ })).toBeVisible();
  const secret = (await phone.locator("code").innerText()).replaceAll(" ", "");
  const code = phone.getByLabel("Mã xác thực");
  await code.fill("000000");
  await phone.getByRole("button", { name: "Bật" }).click();
  await expect(phone.getByText(/Mã không đúng hoặc đã dùng/)).toBeVisible();
  await code.fill(appCode(secret));
  await phone.getByRole("button", { name: "Bật" }).click();
  const codes = phone.getByRole("listitem").filter({ hasText: /^.{5}-.{5}$/ });
  await expect(codes).toHaveCount(10);
  const recovery = await codes.first().innerText();
  await phone.getByRole("button", { name: "Tôi đã ghi lại" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "Cài đặt xác thực hai lớp" })).toBeHidden();

  await phone.goto(`${product.url}/account`);
  await expect(phone.getByText(/Đang bật từ .*Còn 10 mã dự phòng/)).toBeVisible();
  await phone.context().clearCookies();
  await phone.goto(product.url);
  await phone.getByLabel("Mã cán bộ hoặc thư công vụ").fill("hs-0002");
  await phone.getByLabel("Mật khẩu", { exact: true }).fill("nắng vàng tháng chín");
  await phone.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await phone.getByLabel("Mã xác thực hai lớp").fill(recovery);
  await phone.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(phone.getByRole("heading", { level: 1, name: /^(Thứ|Chủ)/ })).toBeVisible();
}

// appCode is what an authenticator app shows now (RFC 6238).
function appCode(secret: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
