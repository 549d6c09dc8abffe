// The people of the sample agency whom these tests act as, and what they do on every screen.
import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";

export const password = "hoa-sen-2026";
export const people = {
  head: { login: "QN024", name: "Phan Hữu Thịnh" }, // Trưởng phòng CNTT
  officer: { login: "QN026", name: "Nguyễn Thị Lan" }, // Chuyên viên phòng CNTT
  director: { login: "QN019", name: "Trương Công Lý" }, // Giám đốc Sở TT&TT, above the head
  clerk: { login: "QN006", name: "Hồ Thị Mai" }, // Văn thư UBND tỉnh
  monitor: { login: "QN007", name: "Trịnh Quốc Bảo" }, // Chuyên viên theo dõi, đôn đốc của UBND tỉnh
  inspector: { login: "QN003", name: "Võ Đình Phước" }, // Tổ trưởng Tổ kiểm tra công vụ
  chair: { login: "QN001", name: "Phạm Văn Đức" }, // Chủ tịch UBND tỉnh
  hr: { login: "QN043", name: "Lê Thị Thu Hà" },
  admin: { login: "QN034", name: "Đặng Ngọc Sơn" },
} as const;
export type Who = keyof typeof people;

// signIn opens the product in a browser of one's own and signs in.
export async function signIn(browser: Browser, url: string, who: Who, look: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByLabel("Mã cán bộ hoặc thư công vụ").fill(people[who].login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^(Thứ|Chủ)/ })).toBeVisible();
  // A reload would set this back: that is how a test knows that a screen changed by itself.
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  return page;
}

// neverReloaded reports whether the page is still the one that signIn opened.
export function neverReloaded(page: Page): Promise<boolean> {
  return page.evaluate(() => "neverReloaded" in window);
}

// go follows a link of the sidebar, without loading the page anew.
export async function go(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("navigation").first().getByRole("link", { name }).click();
}

// pick types into a searching box and takes the first choice that has the text.
export async function pick(page: Page, label: string | RegExp, words: string, choice: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: label }).or(page.getByLabel(label)).first().click();
  await page.keyboard.type(words);
  await page.getByRole("option", { name: choice }).first().click();
}

// act presses a verb of a task, fills the form that opens and sends it.
export async function act(
  page: Page,
  verb: string,
  fill: (form: ReturnType<Page["getByRole"]>) => Promise<void>,
  send = verb,
): Promise<void> {
  await page.getByRole("group", { name: "Việc có thể làm" }).getByRole("button", { name: verb }).click();
  const form = page.getByRole("dialog");
  await expect(form).toBeVisible();
  await fill(form);
  await form.getByRole("button", { name: send }).last().click();
  await expect(form).toBeHidden();
}
