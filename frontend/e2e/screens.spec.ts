// Every screen at both widths, light and dark: axe finds nothing, nothing is wider than the screen, no fault is logged.
// The pictures lie in test-results for a person to look at.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, type Page, type Request, test } from "@playwright/test";
import { client, taskFor } from "./api";
import { squeezed, textOf } from "./pdf";
import { people, signIn, type Who } from "./people";
import { now } from "./sample";
import { type Product, removeFolder, sampleFolder, start } from "./server";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const softly = expect.configure({ soft: true });
const pictures = join(import.meta.dirname, "..", "test-results", "screens");

// Each in light; then the colours alone change under the open page, as they do when the evening comes.
const looks = {
  desktop: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: "reduce" },
} as const;
type Look = keyof typeof looks;

// The longest file: its cases only look, so the workers share them, each with a product of its own.
test.describe.configure({ mode: "parallel" });

let folder: string;
let product: Product;
// The other posts' desks, by what stands on them alone.
const desks = {
  clerk: /^Văn bản chưa có ý kiến chỉ đạo/,
  monitor: /^Đơn vị theo dõi: quá hạn/,
  inspector: /^Chiều nay/,
};
type Seen = Exclude<Who, keyof typeof desks | "chair" | "director">;
let paths: Record<Seen, Record<string, string>>;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = sampleFolder();
  product = await start(folder, now);
  const officer = await client(product.url, "officer");
  const head = await client(product.url, "head");
  const hr = await client(product.url, "hr");
  const me = await head.get<{ unit: { id: string } }>("/me");
  const mine = await officer.get<{ items: { id: string }[] }>("/tasks?tab=lead");
  const waiting = await head.get<{ items: { id: string; state: string }[] }>("/tasks?tab=waiting");
  const submitted = waiting.items.find(({ state }) => state === "submitted");
  // A line of the register with work on it: more words stand there than in an empty one.
  const clerk = await client(product.url, "clerk");
  const line = await clerk.post<{ id: string; version: number }>("/incoming", {
    arrivedOn: "2026-10-29",
    number: "4471/BTTTT-CĐSQG",
    date: "2026-10-26",
    issuer: "Bộ Thông tin và Truyền thông",
    abstract: "V/v rà soát cơ sở dữ liệu chuyên ngành phục vụ chuyển đổi số",
    receivers: [{ unit: me.unit.id }],
  });
  await head.post(`/incoming/${line.id}/direction`, {
    version: line.version,
    text: "Giao chị Lan rà soát, báo cáo trong tuần.",
    tasks: [{ ...(await taskFor(head, "V/v rà soát cơ sở dữ liệu chuyên ngành")), urgency: "khan" }],
  });
  const meeting = await head.post<{ id: string }>("/conclusions", {
    number: "15/TB-CNTT",
    date: "2026-10-28",
    abstract: "Kết luận giao ban tuần 43",
    items: [{ ...(await taskFor(head, "Rà soát tiến độ chuyển đổi số quý IV")), assign: true }],
  });
  await head.post("/tasks/recurring", {
    words: "ngày 24 hằng tháng, nếu nghỉ thì làm trước",
    task: await taskFor(head, "Báo cáo an toàn thông tin hằng tháng"),
  });
  const found = await hr.get<{ items: { id: string; name: string }[] }>("/people?q=Lan");
  const lan = found.items.find(({ name }) => name === people.officer.name)?.id;
  paths = {
    officer: {
      desk: "/",
      tasks: "/tasks",
      task: `/tasks/${mine.items[0]?.id}`,
      diary: "/diary",
      week: "/diary/week/2026-10-28",
      unsent: "/diary/unsent",
      score: "/evaluation?period=2026-10",
      rules: "/evaluation/rules?period=2026-10",
      inbox: "/inbox",
      account: "/account",
      where: "/workplace",
      registrations: "/workplace/registrations",
      register: "/workplace/registrations/new",
    },
    head: {
      desk: "/",
      waiting: "/waiting",
      tasks: "/tasks?tab=assigned",
      board: "/tasks?tab=unit&state=all&view=board",
      approve: `/tasks/${submitted?.id}`,
      assign: "/tasks/new",
      recurring: "/tasks/recurring",
      team: "/diary/team",
      unit: `/evaluation/units/${me.unit.id}?period=2026-10`,
      rules: "/workplace/rules",
      absences: "/workplace/absences",
      checks: "/workplace/checks",
      incoming: "/incoming",
      line: `/incoming?line=${line.id}`,
      conclusions: "/conclusions",
      meeting: `/conclusions/${meeting.id}`,
      conclude: "/conclusions/new",
    },
    hr: {
      settings: "/evaluation/settings",
      petitions: "/evaluation/petitions",
      unit: `/evaluation/units/${me.unit.id}?period=2026-09`,
      steps: `/evaluation/units/${me.unit.id}/steps?period=2026-09`,
      rating: `/evaluation/units/${me.unit.id}/rating?period=2026`,
      people: "/people",
      person: `/people/${lan}`,
      handover: `/people/${lan}/handover`,
      units: "/units",
      import: "/import",
      accounts: "/accounts",
      catalogue: "/catalogue",
    },
    admin: {
      calendar: "/calendar",
      pending: "/calendar?year=2028",
      admin: "/admin",
      log: "/system-log",
      reminders: "/reminders",
      ledger: "/reminders?view=sent",
    },
  };
});

test.afterAll(async () => {
  await product?.stop();
  if (folder) removeFolder(folder);
});

for (const look of Object.keys(looks) as Look[]) {
  test(`sign-in, ${look}`, async ({ browser }) => {
    const page = await (await browser.newContext(looks[look])).newPage();
    for (const path of ["", "activate", "setup"]) {
      await page.goto(`${product.url}/${path}`);
      await expect(page.getByRole("button").first()).toBeVisible();
      await expectGood(page, `${path || "signin"}-${look}`);
    }
  });
  test(`the desks of other posts, ${look}`, async ({ browser }) => {
    for (const [who, part] of Object.entries(desks)) {
      const page = await signIn(browser, product.url, who as keyof typeof desks, looks[look]);
      await opener(page)("/");
      await expect(page.getByRole("heading", { level: 2, name: part })).toBeVisible();
      await expectGood(page, `${who}-desk-${look}`);
      await page.context().close();
    }
  });
  for (const who of ["officer", "head", "hr", "admin"] as const) {
    test(`the screens of the ${who}, ${look}`, async ({ browser }) => {
      const page = await signIn(browser, product.url, who, looks[look]);
      const open = opener(page);
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
      for (const [name, path] of Object.entries(paths[who])) {
        await open(path);
        await expectGood(page, `${who}-${name}-${look}`);
      }
      expect(faults).toEqual([]);
    });
  }
}

// What each list says on paper, and what of its screen stays off it.
const papers: { who: "head" | "officer"; name: string; path?: string; title: string; says: string[]; not: string[] }[] =
  [
    {
      who: "head",
      name: "desk",
      title: "Bàn làm việc",
      says: ["Chờ tôi xử lý"],
      not: ["Xem hết", "Gửi xác nhận", "Xem và duyệt"],
    },
    {
      who: "head",
      name: "waiting",
      title: "Việc chờ tôi xử lý",
      says: ["Chờ duyệt"],
      not: ["Xác nhận tất cả", "Xem và duyệt"],
    },
    {
      who: "head",
      name: "tasks",
      path: "/tasks?tab=unit&state=all",
      title: "Nhiệm vụ: Đơn vị, Tất cả",
      says: ["NV-2026-0", "Thời hạn"],
      not: ["Giao nhiệm vụ", "Phối hợp", "Tìm trong danh sách", "Xem thêm"],
    },
    { who: "head", name: "inbox", path: "/inbox", title: "Thông báo", says: ["NV-2026-0"], not: ["Đánh dấu"] },
    {
      who: "head",
      name: "team",
      path: "/diary/team?date=2026-10-28",
      title: "Nhật ký của đơn vị",
      says: ["Chờ xác nhận", "Nguyễn Thị Lan"],
      not: ["Xác nhận tất cả", "Của tôi", "HDHoàng"],
    },
    { who: "head", name: "unit", title: "tháng 10/2026", says: ["Nguyễn Thị Lan"], not: ["Của tôi", "Đóng kỳ"] },
    {
      who: "officer",
      name: "diary",
      path: "/diary/2026-10-28",
      title: "Nhật ký công vụ",
      says: ["T4, 28/10", "Chờ xác nhận"],
      not: ["Hôm nay", "Soạn sẵn", "Nhiều giờ"],
    },
  ];

test("on paper: agency, unit, person, date, page, places for signatures, and no buttons", async ({ browser }) => {
  for (const who of ["head", "officer"] as const) {
    const page = await signIn(browser, product.url, who);
    const open = opener(page);
    for (const { name, path, title, says, not } of papers.filter((paper) => paper.who === who)) {
      await open(path ?? paths[who][name] ?? "/");
      const pages = textOf(await page.pdf({ format: "A4", path: join(pictures, `${who}-${name}.pdf`) }));
      const whole = pages.join("");
      const { name: person } = people[who];
      for (const text of ["Ủy ban nhân dân tỉnh Quảng Nam", "Phòng Công nghệ thông tin", person, title]) {
        expect.soft(pages[0], `the first page of ${name}`).toContain(squeezed(text));
      }
      expect.soft(pages[0], `when ${name} was printed`).toMatch(/Inlúc\d\d:\d\d,\d\d\/\d\d\/\d{4}/);
      for (const [i, text] of pages.entries()) {
        expect.soft(text, `the number of a page of ${name}`).toContain(`${i + 1}/${pages.length}`);
      }
      expect
        .soft(pages.at(-1), `the end of ${name}`)
        .toMatch(/Ngườilập\(ký,ghirõhọtên\).*Thủtrưởngđơnvị\(ký,ghirõhọtên\)/);
      for (const text of says) expect.soft(whole, name).toContain(squeezed(text));
      for (const text of not) expect.soft(whole, name).not.toContain(squeezed(text));
    }
    await page.context().close();
  }
});

// One word of 80 letters wherever people write: a file's name, a title, a reason.
const longWord = `${"BaocaotonghopsoketcongtacchuyendoisoquyIVnam2026cuatinhQuangNam".padEnd(75, "a")}.docx`;
const written =
  /^(title|text|notes?|reason|summary|work|result|product|content|description|subject|issuer|number|plan|what)$/;

// lengthenAnswers has the page read the server's answers with long words in them. Done in the page itself: answers that are
// fetched outside it end with an error when the page goes on without waiting for them.
async function lengthenAnswers(page: Page): Promise<void> {
  await page.evaluate(
    ([word, keys]) => {
      const written = new RegExp(keys);
      const lengthened = (value: unknown, key = ""): unknown => {
        if (typeof value === "string") return written.test(key) && /\p{L}/u.test(value) ? `${value} ${word}` : value;
        if (Array.isArray(value)) return value.map((one) => lengthened(one, key));
        if (typeof value !== "object" || value === null) return value;
        return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, lengthened(one, key)]));
      };
      const plain = window.fetch;
      window.fetch = async (...request) => {
        const response = await plain(...request);
        if (!/json/.test(response.headers.get("Content-Type") ?? "") || /\/session/.test(response.url)) return response;
        const { status, headers } = response;
        return new Response(JSON.stringify(lengthened(await response.json())), { status, headers });
      };
    },
    [longWord, written.source] as const,
  );
}

test("what has to be decided of a new task is seen at once on 1366 × 768, in the order of the keyboard", async ({
  browser,
}) => {
  const page = await signIn(browser, product.url, "head", { viewport: { width: 1366, height: 768 } });
  await page.goto(`${product.url}/tasks/new`);
  const form = page.getByRole("dialog");
  const send = form.getByRole("button", { name: /^Giao nhiệm vụ/ });
  const foot = (await send.boundingBox())?.y ?? 0;
  const parts = {
    title: form.getByLabel("Tên nhiệm vụ"),
    lead: form.getByRole("textbox", { name: /Chủ trì/ }).or(form.getByRole("combobox", { name: /Chủ trì/ })),
    product: form.getByRole("textbox", { name: /Sản phẩm/ }).or(form.getByRole("combobox", { name: /Sản phẩm/ })),
    due: form.getByRole("radiogroup", { name: /Thời hạn|Hạn/ }),
    urgency: form.getByRole("radiogroup", { name: /Độ khẩn/ }),
  };
  let above = 0;
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.first().boundingBox();
    expect.soft((box?.y ?? 9e9) + (box?.height ?? 0), `${name} is above the foot`).toBeLessThan(foot);
    expect.soft(box?.y ?? 0, `${name} comes after what is above it`).toBeGreaterThan(above);
    above = box?.y ?? 0;
  }
  expect(foot).toBeLessThan(768 - 30);
  await expect(parts.title).toBeFocused();
  // Tab goes down the form: what has the focus never lies above what had it, but for what stands beside it.
  let last = 0;
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    const y = await page.evaluate(() => {
      let y = document.activeElement?.getBoundingClientRect().y ?? 0;
      // Its place in the form, however far that is scrolled.
      for (let around = document.activeElement; around !== null; around = around.parentElement) y += around.scrollTop;
      return y;
    });
    expect.soft(y, `press ${i + 1} of Tab`).toBeGreaterThan(last - 30);
    last = y;
  }
  await page.context().close();
});

// 1440 px at 200 % are 720, at the largest text; 1280 at 400 % are 320. Nothing is cut there and nothing scrolls sideways but
// what says that it does, whatever was written.
const rooms = [
  { width: 720, height: 450, text: "125%" },
  { width: 320, height: 256, text: "100%" },
];

for (const who of ["officer", "head", "hr", "admin"] as const) {
  test(`room for the ${who} on the smallest screens, with a word of 80 letters`, async ({ browser }) => {
    const page = await signIn(browser, product.url, who, { reducedMotion: "reduce" });
    const open = opener(page);
    let seen = 0; // pages that show the word
    await lengthenAnswers(page);
    for (const { width, height, text } of rooms) {
      await page.setViewportSize({ width, height });
      await page.evaluate((text) => {
        document.documentElement.style.fontSize = text;
      }, text);
      for (const [name, path] of Object.entries(paths[who])) {
        await open(path);
        await expectNotWider(page, `${who}-${name} at ${width} px`);
        await softly.poll(() => cutTexts(page), `cut on ${who}-${name} at ${width} px`).toEqual([]);
        if (await page.getByText(longWord).count()) seen++;
      }
    }
    expect(seen).toBeGreaterThan(0);
    await page.context().close();
  });
}

// cutTexts returns what is cut off without a sign of it.
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *, aside *")]
      .filter((e) => {
        // Cheap questions first: the text is asked of the few that are cut, not of thousands.
        if (e.clientWidth <= 16 || e.scrollWidth <= e.clientWidth + 1) return false;
        const style = getComputedStyle(e);
        const hides = ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis";
        // What is kept for readers of the screen alone is 1 px wide or clipped away.
        return hides && style.clipPath === "none" && (e.innerText ?? "").trim() !== "";
      })
      .map((e) => `${e.className}: ${e.innerText.slice(0, 60)}`),
  );
}

// opener returns how page goes to a path of the product, without loading the program anew, and waits until all is there.
function opener(page: Page): (path: string) => Promise<void> {
  const asked = new Set<Request>();
  page.on("request", (request) => asked.add(request));
  page.on("requestfinished", (request) => asked.delete(request));
  page.on("requestfailed", (request) => asked.delete(request));
  return async (path) => {
    await page.evaluate((path) => {
      history.pushState(null, "", path);
      dispatchEvent(new PopStateEvent("popstate", { state: null }));
    }, path);
    let quiet = 0; // looks in a row that found nothing under way
    await expect
      .poll(
        async () => {
          // Not before the browser has time to spare: until the next page is drawn the last one stands there, quiet too. A
          // page that draws nothing is given no such time by itself.
          await page.evaluate(() => new Promise((spare) => requestIdleCallback(spare, { timeout: 500 })));
          const loading = await page.locator("[data-loading], .mantine-Skeleton-root").count();
          quiet = loading === 0 && asked.size === 0 ? quiet + 1 : 0;
          return quiet >= 3 ? [] : [`${loading} parts loading`, ...Array.from(asked, (one) => one.url())];
        },
        { intervals: [50], message: `what is under way at ${path}` },
      )
      .toEqual([]);
  };
}

const inDark = ["color-contrast", "link-in-text-block"]; // what axe knows of colours; the rest is the same page

const keyShown = /(^|\s)(task|history|desk|diary|inbox|evaluation|incoming|workplace|people|unit|nav)\.[a-z]\w*/m;

async function expectGood(page: Page, name: string): Promise<void> {
  // A key of the catalogue where its words should stand: the page did not fetch them.
  expect.soft(await page.locator("body").innerText(), `words of ${name}`).not.toMatch(keyShown);
  await page.evaluate(axe);
  await page.emulateMedia({ colorScheme: "light" });
  await expectNotWider(page, name);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await expectNoFinding(page, name, {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.screenshot({ path: join(pictures, `${name}-dark.png`) });
  await expectNoFinding(page, `${name} in the dark`, { type: "rule", values: inDark });
  await page.emulateMedia({ colorScheme: "light" });
}

async function expectNoFinding(page: Page, name: string, runOnly: { type: string; values: string[] }): Promise<void> {
  // Polled: in the frame in which the colours change some are still on their way.
  const findings = () =>
    page.evaluate(async (runOnly) => {
      // @ts-expect-error axe was put there before
      const { violations } = await window.axe.run(document, { runOnly });
      return violations.map((v: { id: string; nodes: { target: string[]; failureSummary: string }[] }) => ({
        rule: v.id,
        nodes: v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")}: ${n.failureSummary}`),
      }));
    }, runOnly);
  await softly.poll(findings, `axe on ${name}`).toEqual([]);
}

async function expectNotWider(page: Page, name: string): Promise<void> {
  // Not window.innerWidth: a phone grows it with what is too wide. Polled, since some parts follow a new width a frame later.
  const width = page.viewportSize()?.width ?? 0;
  const tooWide = () =>
    page.evaluate((width) => {
      const whole = document.documentElement.scrollWidth;
      if (whole <= width) return [];
      const reaches = [...document.querySelectorAll<HTMLElement>("body *")].filter(
        (e) => Math.abs(e.getBoundingClientRect().right + scrollX - whole) < 2,
      );
      return [
        `${whole} px`,
        ...reaches.slice(0, 3).map((e) => `${e.tagName}.${e.className}: ${e.textContent?.slice(0, 60)}`),
      ];
    }, width);
  await softly.poll(tooWide, `what is wider than ${name}`).toEqual([]);
}
