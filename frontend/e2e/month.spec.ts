// The month ends under a shifted clock: reminders come before a deadline, on it, after it and for an empty diary, once
// each whatever restarts; the head gives the general points; the officer sees the score, and the way from every point
// to its task adds up to the score shown; the period is closed.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { assign, type Client, client } from "./api";
import { go, people, signIn } from "./people";
import { now } from "./sample";
import { type Product, removeFolder, sampleFolder, start } from "./server";

test.describe.configure({ mode: "serial" });

interface Message {
  kind: string;
  object: { title?: string };
  at: string;
}

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

// laterOn stops the product and starts it again on the same data at another time.
async function laterOn(clock: string): Promise<void> {
  await product.stop();
  product = await start(folder, clock);
}

// reminders are the kinds of reminders that the officer got about tasks of this test, by the task's title.
async function reminders(officer: Client): Promise<string[]> {
  const { items } = await officer.get<{ items: Message[] }>("/inbox?limit=100");
  return items
    .filter(({ kind, object }) => kind.startsWith("reminder.") && (object.title ?? "").startsWith("Kiểm tra nhắc việc"))
    .map(({ kind, object }) => `${object.title}: ${kind}`)
    .sort();
}

test("nếu… thì sao: an officer and the head see where the running month goes", async ({ browser }) => {
  const page = await signIn(browser, product.url, "officer");
  await page.goto(`${product.url}/evaluation?period=2026-10`);
  const outlook = page.getByRole("region", { name: "Nếu… thì sao?" });
  const end = outlook.locator("[data-end]");
  const choice = outlook.getByRole("combobox").first();
  await expect(end).toContainText(/\d,\d\d/);
  const inTime = await end.innerText();
  await choice.selectOption("Không xong trong tháng");
  await expect(end).not.toHaveText(inTime, { useInnerText: true });
  await outlook.getByRole("button", { name: "Bỏ các giả định riêng" }).click();
  await expect(end).toHaveText(inTime, { useInnerText: true });

  const head = await signIn(browser, product.url, "head");
  const { unit } = await (await client(product.url, "head")).get<{ unit: { id: string } }>("/me");
  await head.goto(`${product.url}/evaluation/units/${unit.id}?period=2026-10`);
  const all = head.getByRole("region", { name: "Nếu… thì sao?" });
  await all.getByRole("button", { name: new RegExp(`^${people.officer.name}`) }).click();
  await expect(all.getByRole("combobox").first()).toBeVisible();
});

test("the procedure: own points, who is late, a decision, a petition and its answer", async ({ browser }) => {
  const officer = await signIn(browser, product.url, "officer");
  await officer.goto(`${product.url}/evaluation?period=2026-10`);
  await officer.getByRole("button", { name: "Tự chấm điểm" }).click();
  await officer.getByRole("button", { name: "Tự cho điểm tối đa" }).click();
  await officer.getByRole("dialog").getByLabel("Ưu điểm").fill("Hoàn thành đúng hạn các nhiệm vụ được giao.");
  await officer.keyboard.press("Control+Enter");
  await expect(officer.getByRole("button", { name: "Sửa tự chấm" })).toBeVisible();

  const head = await signIn(browser, product.url, "head");
  const { unit } = await (await client(product.url, "head")).get<{ unit: { id: string } }>("/me");
  await head.goto(`${product.url}/evaluation/units/${unit.id}?period=2026-10`);
  await head.getByRole("button", { name: `Chấm điểm tiêu chí chung: ${people.officer.name}` }).click();
  await expect(head.getByRole("dialog").getByText("Tự chấm 10,00").first()).toBeVisible();
  await head.getByRole("button", { name: "Theo tự chấm" }).click();
  await expect(head.getByRole("dialog").getByText("30,00")).toBeVisible();

  const hr = await signIn(browser, product.url, "hr");
  await hr.goto(`${product.url}/evaluation/units/${unit.id}/steps?period=2026-10`);
  await expect(hr.getByRole("list", { name: "Các bước của kỳ" }).getByText("1 / ").first()).toBeVisible();

  const chair = await signIn(browser, product.url, "chair");
  const { items } = await (await client(product.url, "chair")).get<{ items: { id: string; name: string }[] }>("/units");
  const district = items.find(({ name }) => name.endsWith("huyện Phước Sơn"));
  await chair.goto(`${product.url}/evaluation/units/${district?.id}/rating?period=2026-Q3`);
  await chair.getByRole("button", { name: "Quyết định xếp loại" }).click();
  const decision = chair.getByRole("dialog");
  await decision.getByLabel("Số, ký hiệu quyết định").fill("1902/QĐ-UBND");
  await decision.getByLabel("Ngày ký").fill("29/10/2026");
  await chair.keyboard.press("Tab"); // the calendar goes with the focus
  await decision.getByRole("button", { name: "Quyết định xếp loại" }).click();
  await expect(chair.getByText("1902/QĐ-UBND").first()).toBeVisible();

  await officer.goto(`${product.url}/evaluation?period=2026-Q3`); // decided in the sample, three working days ago
  await expect(officer.getByText("Kiến nghị được đến hết 02/11/2026.")).toBeVisible();
  await officer.getByRole("button", { name: "Gửi kiến nghị" }).click();
  await officer
    .getByRole("textbox", { name: "Lý do kiến nghị" })
    .fill("Khối lượng quy đổi chưa tính hai việc giao thêm.");
  await officer.keyboard.press("Control+Enter");
  await expect(officer.getByText(`${people.director.name} trả lời đến hết 12/11/2026`)).toBeVisible();

  const director = await signIn(browser, product.url, "director");
  await director.goto(`${product.url}/evaluation/petitions`);
  await director.getByRole("button", { name: "Trả lời" }).click();
  await director.getByRole("radio", { name: /^Giữ nguyên mức/ }).check();
  await director
    .getByRole("textbox", { name: "Nội dung trả lời" })
    .fill("Hai việc ấy thuộc kỳ sau theo thời hạn đã giao.");
  await director.keyboard.press("Control+Enter");
  await expect(officer.getByText(/^Giữ nguyên: /)).toBeVisible(); // by itself
});

test("reminders come before, on and after the deadline and for an empty diary, once each", async () => {
  const head = await client(product.url, "head");
  for (const day of ["2026-10-30", "2026-11-02", "2026-11-03", "2026-11-05", "2026-11-09"]) {
    await assign(head, `Kiểm tra nhắc việc ${day}`, { kind: "date", date: day });
  }
  // Work that waits for the head would keep the month's score open; it is approved before the month ends.
  const { items } = await head.get<{ items: { id: string; version: number; state: string; quantity: number }[] }>(
    "/tasks?tab=waiting&limit=100",
  );
  for (const task of items.filter(({ state }) => state === "submitted")) {
    await head.post(`/tasks/${task.id}/approve`, { version: task.version, quantity: task.quantity, verdict: "met" });
  }

  await laterOn("2026-11-02T08:31:00+07:00");
  const expected = [
    "Kiểm tra nhắc việc 2026-10-30: reminder.overdue",
    "Kiểm tra nhắc việc 2026-11-02: reminder.due_today",
    "Kiểm tra nhắc việc 2026-11-03: reminder.due_before",
    "Kiểm tra nhắc việc 2026-11-05: reminder.due_before",
  ];
  let officer = await client(product.url, "officer");
  await expect.poll(() => reminders(officer)).toEqual(expected);

  await laterOn("2026-11-02T16:31:00+07:00");
  officer = await client(product.url, "officer");
  const kinds = async () => (await officer.get<{ items: Message[] }>("/inbox?limit=100")).items.map(({ kind }) => kind);
  await expect.poll(async () => (await kinds()).includes("reminder.diary_empty")).toBe(true);
  expect(await reminders(officer)).toEqual(expected);
});

test("the head gives the general points; the officer's score adds up, line by line", async ({ browser }) => {
  const officer = await signIn(browser, product.url, "officer");
  await openOctober(officer);
  await expect(officer.getByText(/chờ điểm tiêu chí chung/).first()).toBeVisible();

  await give(browser);
  await expect(officer.getByText(/chờ điểm tiêu chí chung/)).toHaveCount(0); // by itself
  await expectTraceAddsUp(officer);
  await expectTwoPages(officer); // with everything still open on screen
});

test("the director gives the head đ and e beside the general points; d follows from the division", async ({
  browser,
}) => {
  const director = await signIn(browser, product.url, "director");
  await director.goto(`${product.url}/evaluation?period=2026-10`);
  await director.getByRole("link", { name: "Chấm điểm" }).click();
  await director.getByRole("button", { name: `Chấm điểm tiêu chí chung: ${people.head.name}` }).click();
  const form = director.getByRole("dialog");
  await form.getByRole("button", { name: "Cho điểm tối đa" }).click();
  await form.getByRole("radio", { name: /^50: có phản ánh/ }).check();
  await form.getByRole("button", { name: "Lưu điểm" }).click();
  await expect(form.getByText("Xin ghi lý do, ít nhất 10 ký tự.")).toBeVisible();
  await form.getByRole("textbox", { name: "Lý do cho 50" }).fill("Còn phản ánh trong phòng chưa giải quyết xong.");
  await form.getByRole("button", { name: "Lưu điểm" }).click();
  await expect(form).toBeHidden();

  const score = await (await client(product.url, "head")).get<{ d: string; dd: string; e: string; status: string }>(
    "/evaluations/me?period=2026-10",
  );
  expect([score.d, score.dd, score.e, score.status]).toEqual(["100", "100", "50", "scored"]);
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/evaluation?period=2026-10`);
  await expect(head.getByText(/người thuộc quyền có điểm, thấp nhất/)).toBeVisible();
  await expect(head.getByText("Còn phản ánh trong phòng chưa giải quyết xong.")).toBeVisible();
});

test("a close with people ungraded needs a second person; the month can be opened again", async ({ browser }) => {
  const before = await (await client(product.url, "officer")).get<{ total: string }>("/evaluations/me?period=2026-10");
  const hr = await signIn(browser, product.url, "hr");
  await hr.goto(`${product.url}/evaluation?period=2026-10`);
  await hr.getByRole("button", { name: "Đóng kỳ" }).click();
  const asking = hr.getByRole("dialog");
  await expect(asking.getByText(/toàn cơ quan, không riêng đơn vị/)).toBeVisible();
  await expect(asking.getByText(/Trung tâm|Phòng|Sở|Văn phòng/).first()).toBeVisible(); // who lacks points, by unit
  await asking.getByRole("button", { name: "Nhắc thủ trưởng" }).click();
  await expect(asking.getByText(/Đã nhắc \d+ người/)).toBeVisible();
  const ask = asking.getByRole("button", { name: "Đề nghị đóng kỳ" });
  await expect(ask).toBeDisabled();
  await asking.getByRole("checkbox").check();
  await ask.click();
  await expect(hr.getByText(/chờ người thứ hai xác nhận/)).toBeVisible();
  expect((await october()).periodState).toBe("closing");

  const chair = await signIn(browser, product.url, "chair");
  await chair.goto(`${product.url}/evaluation?period=2026-10`);
  await chair.getByRole("button", { name: "Xác nhận đóng kỳ" }).click();
  const confirming = chair.getByRole("dialog");
  await expect(confirming.getByText(/Lê Thị Thu Hà đã đề nghị đóng kỳ/)).toBeVisible();
  await confirming.getByRole("checkbox").check();
  await confirming.getByRole("button", { name: "Đóng kỳ toàn cơ quan" }).click();
  await expect(chair.getByText(/Đang đóng kỳ/).first()).toBeVisible();

  // The job closes it in the background; the screen of who asked shows that by itself.
  await expect(hr.getByRole("button", { name: "Mở lại kỳ" })).toBeVisible();
  const after = await october();
  expect(after.total).toBe(before.total);
  expect(after.periodState).toBe("closed");
  expect(after.hash).toMatch(/^[0-9a-f]{64}$/);

  await hr.getByRole("button", { name: "Mở lại kỳ" }).click();
  const reopening = hr.getByRole("dialog");
  await reopening.getByRole("textbox", { name: /Lý do mở lại/ }).fill("Bổ sung điểm tiêu chí chung của Sở Nội vụ.");
  await reopening.getByRole("button", { name: "Mở lại kỳ" }).click();
  await expect(hr.getByText(/Đã mở lại kỳ đánh giá/)).toBeVisible();
  const again = await october();
  expect([again.periodState, again.total, again.hash]).toEqual(["closing", after.total, after.hash]);
});

// october is the officer's score of the month.
async function october(): Promise<{ total: string; periodState: string; hash: string }> {
  return (await client(product.url, "officer")).get("/evaluations/me?period=2026-10");
}

async function openOctober(page: Page): Promise<void> {
  await go(page, /^Đánh giá/);
  await page.goto(`${product.url}/evaluation?period=2026-10`);
  await expect(page.getByText("Vì sao điểm này?").first()).toBeVisible();
}

// give lets the head give full points, and half a point less in one group with a remark.
async function give(browser: Browser): Promise<void> {
  const head = await signIn(browser, product.url, "head");
  await head.goto(`${product.url}/evaluation?period=2026-10`);
  await head
    .getByRole("link", { name: "Chấm điểm" })
    .or(head.getByRole("tab", { name: "Chấm điểm" }))
    .first()
    .click();
  await head.getByRole("button", { name: `Chấm điểm tiêu chí chung: ${people.officer.name}` }).click();
  const form = head.getByRole("dialog");
  await form.getByRole("button", { name: "Cho điểm tối đa" }).click();
  const group = form.getByRole("group").nth(1);
  await group.getByLabel(/^Điểm, tối đa/).fill("9,5");
  await group.getByLabel("Nhận xét").fill("Trả lời hai xã còn chậm.");
  await form.getByRole("button", { name: "Lưu điểm" }).click();
  await expect(form).toBeHidden();
}

// number reads a number as it stands on the screen.
const number = (text: string | null) => Number((text ?? "").trim().replaceAll(".", "").replace(",", "."));

// linesOf is the table of every task under a ratio; each ratio has the same lines.
const linesOf = (page: Page) => page.getByRole("table", { name: /^Từng nhiệm vụ/ }).first();

async function expectTraceAddsUp(page: Page): Promise<void> {
  const score = await (await client(product.url, "officer")).get<{ total: string; general: string }>(
    "/evaluations/me?period=2026-10",
  );
  expect(score.general).toBe("29.5");
  await page.getByRole("button", { name: "Mở hết" }).click();
  const table = linesOf(page);
  const rows = table.locator("tbody tr").filter({ has: page.getByRole("rowheader") });
  const sums = [0, 0, 0];
  let weight = 0;
  for (const row of await rows.all()) {
    const cells = await row.getByRole("cell").allInnerTexts();
    const [assigned, , k] = (cells.at(-4) ?? "").split(/,\s|×/).map(number);
    weight += (assigned ?? 0) * (k ?? 0);
    for (const i of [0, 1, 2]) sums[i] = (sums[i] ?? 0) + number(cells.at(i - 3) ?? "");
  }
  expect(weight).toBeGreaterThan(0);
  const foot = await table.locator("tfoot").getByRole("cell").allInnerTexts();
  expect(foot.slice(-3).map(number)).toEqual(sums.map((sum) => Math.round(sum * 100) / 100));
  const task = (0.7 * sums.reduce((all, sum) => all + (100 * sum) / weight, 0)) / 3;
  expect(number(score.total.replace(".", ","))).toBeCloseTo(task + 29.5, 2);
  await expect(page.getByText(score.total.replace(".", ",")).first()).toBeVisible();
}

// expectTwoPages prints the score: a page of points with places for signatures and the list of products, each line once.
async function expectTwoPages(page: Page): Promise<void> {
  const lines = (await linesOf(page).locator("tbody").getByRole("rowheader").all()).length;
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: /PHIẾU ĐIỂM ĐÁNH GIÁ CÔNG CHỨC/ })).toBeVisible();
  for (const text of [
    "Ủy ban nhân dân tỉnh Quảng Nam",
    people.officer.name,
    /Phòng Công nghệ thông tin/,
    "CẤP CÓ THẨM QUYỀN",
  ]) {
    await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  }
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("table")).toHaveCount(3); // general points, summary, products
  await expect(page.getByRole("table").last().locator("tbody tr")).toHaveCount(lines + 1); // and their sum
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  await page.emulateMedia({ media: "screen" });
  await expect(page.getByRole("heading", { name: /PHIẾU ĐIỂM/ })).toHaveCount(0);
}
