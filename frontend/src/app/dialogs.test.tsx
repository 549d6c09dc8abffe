// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { AccountActDialog } from "@/features/account/components/AccountActDialog";
import { SlipsDialog } from "@/features/account/components/SlipsDialog";
import { PolicyDialog } from "@/features/account/factor/PolicyDialog";
import { ResetDialog } from "@/features/account/factor/ResetDialog";
import type { CalendarRow } from "@/features/calendar/api";
import { ChangeDialog as CalendarDialog } from "@/features/calendar/components/ChangeDialog";
import { SendBack } from "@/features/diary/components/SendBack";
import { DayVersions } from "@/features/diary/correct/DayVersions";
import { dayWith } from "@/features/diary/model/fixtures";
import { Asking } from "@/features/evaluation/components/ClosePeriod";
import GeneralModal from "@/features/evaluation/components/GeneralModal";
import { score } from "@/features/evaluation/model/fixtures";
import { formOf } from "@/features/evaluation/model/general";
import { RecordDialog, WithdrawDialog } from "@/features/evaluation/override/OverrideDialog";
import { AnswerDialog, AssignDialog, MakeDialog } from "@/features/evaluation/petition/PetitionDialogs";
import { ChoiceDialog, ExceptionalDialog } from "@/features/evaluation/rating/ChoiceDialog";
import { DecideDialog } from "@/features/evaluation/rating/DecideDialog";
import SelfModal from "@/features/evaluation/self/SelfModal";
import { MonthlyDialog } from "@/features/follow/components/MonthlyDialog";
import { FixCell } from "@/features/importer/components/FixCell";
import type { IncomingDocument } from "@/features/incoming/api";
import { CancelDialog } from "@/features/incoming/components/CancelDialog";
import { DirectDialog } from "@/features/incoming/components/DirectDialog";
import { EntryDialog } from "@/features/incoming/components/EntryDialog";
import type { Profile } from "@/features/people/api";
import { AddPersonDialog, PersonDialog } from "@/features/people/components/PersonDialog";
import SignInAgain from "@/features/session/components/SignInAgain";
import { AskToLeave } from "@/features/session/components/SignOut";
import { NameSubstitute } from "@/features/substitute/components/NameSubstitute";
import { ActDialog, type AskingVerb } from "@/features/task/acts/ActDialog";
import { BatchForm } from "@/features/task/batch/BatchForm";
import { BatchResult } from "@/features/task/batch/BatchResult";
import { Preview } from "@/features/task/files/Preview";
import { taskFiles } from "@/features/task/files/queries";
import { TaskFormDialog } from "@/features/task/form/TaskFormDialog";
import { LinkDialog } from "@/features/task/links/LinkDialog";
import { readListState } from "@/features/task/list/listState";
import { NarrowDialog } from "@/features/task/list/NarrowDialog";
import { lan, meOf, taskOf, thinh } from "@/features/task/model/fixtures";
import { CoordinateDialog } from "@/features/task/parts/CoordinateDialog";
import { PartDialog } from "@/features/task/parts/PartDialog";
import { ReadersDialog } from "@/features/task/parts/Readers";
import { UrgencyDialog } from "@/features/task/parts/UrgencyDialog";
import { QuickDialog } from "@/features/task/quick/QuickDialog";
import { ManageDialog } from "@/features/task/saved/ManageDialog";
import { SaveDialog } from "@/features/task/saved/SaveDialog";
import { ReworkDialog } from "@/features/task/tree/ReworkDialog";
import type { UnitNode } from "@/features/unit/api";
import { ChangeDialog } from "@/features/unit/components/ChangeDialog";
import { ApprovePart } from "@/features/workplace/components/ApprovePart";
import { AskReason } from "@/features/workplace/components/AskReason";
import { session } from "@/shared/api/session";
import type {
  MonthlyReport,
  Override,
  Rating,
  RatingRow,
  Registration,
  SavedFilter,
  TaskFile,
} from "@/shared/api/types";
import { loadLanguage, t } from "@/shared/i18n";
import { ConflictDialog } from "@/shared/ui/ConflictDialog";
import { mainButton } from "@/shared/ui/Dialog";
import HotkeyHelp from "./shell/HotkeyHelp";

vi.mock("@/shared/realtime/line", () => ({
  useLine: () => ({ state: { status: "live" }, retryNow: () => undefined }),
}));
vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

// Finding by role is slow in jsdom, and the machine may be busy.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await loadLanguage("vi");
  Object.defineProperty(document, "fonts", { value: new EventTarget() });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

const petition = {
  id: "p1",
  version: 1,
  person: { id: "lan", name: "Nguyễn Thị Lan" },
  period: "2026-Q3",
  grade: "tot" as const,
  number: "100/QĐ",
  reason: "Hai lần xin gia hạn đã được đồng ý",
  at: "2026-10-13T02:00:00Z",
  dueOn: "2026-10-27",
  late: false,
  state: "waiting" as const,
  acts: ["answer" as const],
};
const none = () => undefined;
const profile = {
  id: "p",
  staffNo: "QN1",
  name: "Nguyễn Thị Lan",
  title: "Chuyên viên",
  unit: { id: "u", name: "Phòng", shortName: "P" },
  state: "active",
  subjectClass: "cong_chuc",
  version: 1,
  acts: ["edit", "decide"],
  posts: [],
} as unknown as Profile;
const unitNode = { id: "u", code: "P", name: "Phòng", shortName: "P", kind: "division", body: false } as UnitNode;
const helping = {
  unit: { id: "stc", name: "Sở Tài chính", shortName: "STC" },
  share: 20,
  handIns: [],
  timeliness: { kind: "on_track" as const, days: 3 },
};
const submitted = taskOf({
  state: "submitted",
  submissions: [{ at: "2026-04-29T02:00:00Z", by: lan, note: "Đã xong.", quantity: 4, files: [] }],
});
const verb = (name: AskingVerb) => <ActDialog verb={name} task={submitted} onClose={none} onGone={none} />;
const month = {
  type: "month" as const,
  period: "2026-10",
  from: "2026-10-01",
  to: "2026-10-31",
  state: "closed" as const,
  version: 4,
};

const row = {
  person: "p",
  staffNo: "QN-0441",
  name: "Nguyễn Thị Lan",
  title: "Chuyên viên",
  unit: { id: "u", code: "CNTT", name: "Phòng Công nghệ thông tin", shortName: "P. CNTT" },
  state: "active" as const,
  version: 1,
  sessions: 1,
  factor: false,
  can: { code: true, mail: false, state: true },
};
const slip = { ...row, code: "K7TM-2QXD-94VR-HB3C", expires: "2026-05-06T02:00:00Z" };
const registration = {
  person: lan,
  days: [{ date: "2026-05-08", am: true, pm: true }],
  quota: [{ date: "2026-05-08", afternoon: false, onSite: 3, base: 4, need: 1 }],
} as Registration;

const picture = { id: "f", name: "anh.png", size: 10, type: "image/png", state: "ready" } as TaskFile;
const scoreToOverride = score({
  overrideKinds: [{ kind: "degradation", name: "Suy thoái", basis: "335/2025/NĐ-CP Điều 20", sameYear: false }],
});
const recorded = { id: "o", version: 1, document: "12/QĐ-SNV" } as Override;
const ratingRow = {
  person: lan,
  group: "Chuyên viên",
  total: "91.00",
  proposed: "xuat_sac",
  grade: "xuat_sac",
  over: true,
} as RatingRow;
const rating = {
  unit: { id: "u", name: "Phòng" },
  period: "2026",
  version: 1,
  seen: "s",
  rows: [ratingRow],
} as unknown as Rating;
const plain = readListState(new URLSearchParams(), ["lead"]);
const savedList: SavedFilter = {
  id: "f",
  version: 1,
  name: "Quá hạn",
  owner: lan,
  list: { tab: "lead" },
  change: true,
};

const line = {
  id: "d",
  version: 1,
  n: 218,
  year: 2026,
  arrivedOn: "2026-04-29",
  number: "2236/UBND-KSTTHC",
  date: "2026-04-28",
  issuer: "UBND tỉnh",
  abstract: "Rà soát thủ tục hành chính",
  urgency: "khan",
  receivers: [],
} as unknown as IncomingDocument;

const monthlyReport: MonthlyReport = {
  unit: { id: "u", name: "Sở Tài chính", shortName: "STC" },
  version: 1,
  day: 5,
  receivers: [lan],
  offered: [lan],
  next: "2026-11-05",
  may: true,
};

/** Every dialog of the app by the file it lies in; the last test below finds one that is missing here. */
const dialogs: Record<string, [string, ReactNode][]> = {
  "features/task/acts/ActFrame.tsx": (
    [
      "assign",
      "name",
      "decline",
      "report",
      "submit",
      "withdraw",
      "ask_extension",
      "answer_extension",
      "approve",
      "return",
      "reschedule",
      "pause",
      "resume",
      "reopen",
      "ask_cause",
      "answer_cause",
      "recall",
      "cancel",
    ] as const
  ).map((name) => [name, verb(name)]),
  "features/incoming/components/EntryDialog.tsx": [
    ["enter a document", <EntryDialog key="1" onDone={none} onClose={none} />],
    ["edit a line", <EntryDialog key="2" line={line} onDone={none} onClose={none} />],
  ],
  "features/incoming/components/CancelDialog.tsx": [
    ["cancel a line", <CancelDialog key="1" line={line} onClose={none} />],
  ],
  "features/incoming/components/DirectDialog.tsx": [
    ["give a direction", <DirectDialog key="1" line={line} onClose={none} />],
  ],
  "features/task/batch/BatchForm.tsx": (
    ["reschedule", "change_lead", "change_urgency", "nudge", "recall"] as const
  ).map((act) => [
    `${act} many tasks`,
    <BatchForm key={act} act={act} rows={[taskOf()]} onClose={none} onBegun={none} />,
  ]),
  "features/task/batch/BatchResult.tsx": [["what became of many tasks", <BatchResult key="1" id="b" onClose={none} />]],
  "features/task/form/TaskFormDialog.tsx": [
    ["new task", <TaskFormDialog key="1" onSent={none} onClose={none} />],
    ["split a task", <TaskFormDialog key="2" parent={taskOf()} onSent={none} onClose={none} />],
  ],
  "features/task/quick/QuickDialog.tsx": [["quick add", <QuickDialog key="1" />]],
  "features/task/parts/PartDialog.tsx": [
    ...(["deliver", "return", "name"] as const).map((ask): [string, ReactNode] => [
      `a part: ${ask}`,
      <PartDialog key={ask} task={taskOf()} part={helping} ask={ask} onClose={none} />,
    ]),
    ["who sees it for information", <ReadersDialog key="5" task={taskOf()} onClose={none} />],
    ["how urgent it is", <UrgencyDialog key="6" task={taskOf()} onClose={none} />],
    ["parts to be done again", <ReworkDialog key="8" task={taskOf()} items={[]} onClose={none} />],
    ["what waits for what", <LinkDialog key="7" task={taskOf()} onClose={none} />],
    ["who helps", <CoordinateDialog key="4" task={taskOf({ coordinators: [helping] })} onClose={none} />],
  ],
  "features/task/saved/SaveDialog.tsx": [
    ["save a list", <SaveDialog key="1" list={plain} share={[]} onClose={none} />],
  ],
  "features/follow/components/MonthlyDialog.tsx": [
    ["monthly report", <MonthlyDialog key="1" report={monthlyReport} onClose={none} />],
  ],
  "features/task/files/Preview.tsx": [
    ["show a file", <Preview key="1" place={taskFiles("t")} file={picture} onClose={none} />],
  ],
  "features/task/saved/ManageDialog.tsx": [
    ["rename saved lists", <ManageDialog key="1" items={[savedList]} onClose={none} />],
  ],
  "features/task/list/NarrowDialog.tsx": [
    ["narrow a list", <NarrowDialog key="1" narrow={{ late: "overdue" }} onClose={none} onDone={none} />],
  ],
  "features/evaluation/components/GeneralModal.tsx": [
    [
      "general points",
      <GeneralModal
        key="1"
        person={lan}
        period="2026-10"
        rules={[{ key: "a", name: "Nhóm a", max: "10", step: "0.5" }]}
        stored={formOf(1, [{ key: "a" }], true)}
        onClose={none}
      />,
    ],
  ],
  "features/evaluation/petition/PetitionDialogs.tsx": [
    ["petition", <MakeDialog key="1" period="2026-Q3" until="2026-10-19" onClose={none} />],
    ["answer a petition", <AnswerDialog key="2" petition={petition} onClose={none} />],
    ["name who answers", <AssignDialog key="3" petition={petition} onClose={none} />],
  ],
  "features/evaluation/self/SelfModal.tsx": [
    ["assess oneself", <SelfModal key="1" score={score({ leader: true })} onClose={none} />],
  ],
  "features/evaluation/components/ClosePeriod.tsx": [
    ["open a month again", <Asking key="1" month={month} act="reopen" opened />],
  ],
  "features/evaluation/override/OverrideDialog.tsx": [
    ["record a fact", <RecordDialog key="1" score={scoreToOverride} onClose={none} />],
    ["withdraw a fact", <WithdrawDialog key="2" override={recorded} onClose={none} />],
  ],
  "features/evaluation/rating/ChoiceDialog.tsx": [
    ["choose who is excellent", <ChoiceDialog key="1" rating={rating} row={ratingRow} onClose={none} />],
    ["allow 25 %", <ExceptionalDialog key="2" rating={rating} onClose={none} />],
  ],
  "features/evaluation/rating/DecideDialog.tsx": [
    ["decide the grades", <DecideDialog key="1" rating={rating} onClose={none} />],
  ],
  "features/diary/correct/DayVersions.tsx": [
    ["versions of a day", <DayVersions key="1" day={dayWith([])} onClose={none} />],
  ],
  "features/diary/components/SendBack.tsx": [
    ["send a day back", <SendBack key="1" row={{ person: lan, date: "2026-10-29", version: 1 }} onClose={none} />],
  ],
  "features/account/components/AccountActDialog.tsx": (["disabled", "closed", "active", "sessions"] as const).map(
    (act) => [`account ${act}`, <AccountActDialog key={act} row={row} act={act} onClose={none} />],
  ),
  "features/account/factor/ResetDialog.tsx": [["factor reset", <ResetDialog key="1" row={row} onClose={none} />]],
  "features/account/factor/PolicyDialog.tsx": [
    ["factor policy", <PolicyDialog key="1" policy={{ roles: [], version: 0 }} onClose={none} />],
  ],
  "features/calendar/components/ChangeDialog.tsx": (
    [
      { act: "add", days: [{ date: "", name: "", type: "swapped-off" }] },
      { act: "import" },
      { act: "withdraw", row: { date: "2026-06-08", name: "Ngày riêng", version: 1 } as CalendarRow },
    ] as const
  ).map((begun) => [
    `calendar ${begun.act}`,
    <CalendarDialog
      key={begun.act}
      begun={begun.act === "add" ? { ...begun, days: [...begun.days] } : begun}
      seen="v"
      onClose={none}
    />,
  ]),
  "features/account/components/SlipsDialog.tsx": [
    ["activation codes", <SlipsDialog key="1" slips={[slip]} onClose={none} />],
  ],
  "features/workplace/components/AskReason.tsx": [
    [
      "refuse a registration",
      <AskReason
        key="1"
        title="Từ chối"
        button="Từ chối"
        place="refuse.r1"
        busy={false}
        error={null}
        onSend={none}
        onClose={none}
      />,
    ],
  ],
  "features/workplace/components/ApprovePart.tsx": [
    [
      "approve a part",
      <ApprovePart key="1" registration={registration} busy={false} error={null} onSend={none} onClose={none} />,
    ],
  ],
  "features/importer/components/FixCell.tsx": [
    [
      "put a cell right",
      <FixCell
        key="1"
        fault={{ row: 2, index: 3, column: "D", text: "Không có đơn vị này.", note: false }}
        heading="Đơn vị"
        text="SO3"
        busy={false}
        onDone={none}
        onClose={none}
      />,
    ],
  ],
  "features/substitute/components/NameSubstitute.tsx": [
    ["name a substitute", <NameSubstitute key="1" person={profile} onClose={none} />],
  ],
  "features/people/components/PersonDialog.tsx": [
    ["add a person", <AddPersonDialog key="1" unit="" firstRole="officer" onDone={none} />],
    ["edit a person", <PersonDialog key="2" person={profile} asked={{ what: "edit" }} onClose={none} />],
    ["decide on posts", <PersonDialog key="3" person={profile} asked={{ what: "decide" }} onClose={none} />],
  ],
  "features/unit/components/ChangeDialog.tsx": [
    ...(["make", "rename", "move", "merge", "end"] as const).map((change): [string, ReactNode] => [
      `${change} a unit`,
      <ChangeDialog key={change} change={change} unit={unitNode} onClose={none} />,
    ]),
  ],
  "features/session/components/SignInAgain.tsx": [["sign in again", <SignInAgain key="1" />]],
  "features/session/components/SignOut.tsx": [
    ["sign out", <AskToLeave key="1" left={{ waiting: 2, drafts: 1 }} onRemove={none} onKeep={none} onClose={none} />],
  ],
  "app/shell/HotkeyHelp.tsx": [["keys", <HotkeyHelp key="1" onClose={none} />]],
  "shared/ui/ConflictDialog.tsx": [
    [
      "conflict",
      <ConflictDialog
        key="1"
        fields={[{ key: "a", label: "Tên", mine: "x", theirs: "y" }]}
        mineVersion={1}
        theirsVersion={2}
        onKeep={none}
        onSend={none}
        onClose={none}
      />,
    ],
  ],
};

// Nothing is done in these: their cross is where one goes on.
const onlyRead = ["keys", "show a file", "versions of a day"];

function open(node: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <MemoryRouter>{node}</MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe("a dialog of the register", () => {
  const own = Object.entries(dialogs).flatMap(([file, all]) => (file.startsWith("features/incoming/") ? all : []));
  it.each(own)("%s: keeps what was typed when it is closed", async (_, node) => {
    session.start({ accessToken: "t", expiresIn: 900, me: meOf(thinh, true) });
    const texts = () => screen.getAllByRole<HTMLTextAreaElement>("textbox").filter((one) => one.tagName === "TEXTAREA");
    const first = open(node);
    await screen.findByRole("dialog");
    const [field] = texts();
    if (field === undefined) throw new Error("no field for a text");
    fireEvent.change(field, { target: { value: "Giao Văn phòng tham mưu, báo cáo trước ngày 15" } });
    first.unmount();
    open(node);
    await screen.findByRole("dialog");
    expect(texts()[0]?.value).toBe("Giao Văn phòng tham mưu, báo cáo trước ngày 15");
  });
});

describe("a dialog", () => {
  const all = Object.values(dialogs).flat();
  it.each(all)(
    "%s: begins in its first field or on its main button, and Ctrl+Enter presses that button",
    async (name, node) => {
      session.start({ accessToken: "t", expiresIn: 900, me: meOf(thinh, true) });
      open(node);
      const dialog = await screen.findByRole("dialog");
      const cross = screen.queryByRole("button", { name: t("close") });
      await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
      if (onlyRead.includes(name)) return;
      await waitFor(() => expect(document.activeElement).not.toBe(cross));
      const pressed = vi.fn((event: Event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
      });
      const button = mainButton(dialog);
      if (button === null) throw new Error("no button that Ctrl+Enter could press");
      button.addEventListener("click", pressed, { capture: true });
      await act(async () => {
        fireEvent.keyDown(document.activeElement ?? dialog, { key: "Enter", ctrlKey: true });
      });
      expect(pressed).toHaveBeenCalledTimes(1);
    },
  );

  it("is in the list above", () => {
    const root = join(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => /\.tsx$/.test(file) && !/\.test\.tsx$/.test(file),
    );
    const uses = files.filter((file) => /<Dialog(Body)?\b/.test(readFileSync(join(root, file), "utf8")));
    expect(uses.filter((file) => file !== "shared/ui/Dialog.tsx").sort()).toEqual(Object.keys(dialogs).sort());
    const other = files.filter((file) => /<Modal\b(?!\.)/.test(readFileSync(join(root, file), "utf8")));
    expect(other).toEqual(["shared/ui/Dialog.tsx"]);
  });
});
