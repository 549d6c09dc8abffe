import { IconChecks, IconNotebook, IconPencil } from "@tabler/icons-react";
import { hasWork } from "@/shared/api/roles";
import type { DiaryDay } from "@/shared/api/types";
import type { Feature } from "@/shared/feature";
import { diaryKeys } from "./queries";
import { diaryWords } from "./words";

/** diary brings the day, the month strip and the team's diaries (nhật ký công vụ). */
export const diary: Feature = {
  routes: [
    { path: "diary", lazy: async () => ({ Component: (await import("./screens")).DiaryPage }) },
    { path: "diary/team", lazy: async () => ({ Component: (await import("./screens")).TeamPage }) },
    { path: "diary/unsent", lazy: async () => ({ Component: (await import("./screens")).WaitingPage }) },
    { path: "diary/week", lazy: async () => ({ Component: (await import("./screens")).WeekPage }) },
    { path: "diary/week/:date", lazy: async () => ({ Component: (await import("./screens")).WeekPage }) },
    {
      path: "diary/people/:person/week/:date",
      lazy: async () => ({ Component: (await import("./screens")).WeekPage }),
    },
    { path: "diary/:date", lazy: async () => ({ Component: (await import("./screens")).DiaryPage }) },
    {
      path: "diary/people/:person/:date",
      lazy: async () => ({ Component: (await import("./screens")).PersonDayPage }),
    },
  ],
  nav: [{ to: "/diary", label: "nav.diary", icon: IconNotebook, keys: "g n", shown: hasWork }],
  acts: [
    { to: "/diary", label: "act.diary", icon: IconPencil, shown: hasWork },
    { to: "/diary/team", label: "act.team", icon: IconChecks, shown: (me) => me.can.team },
  ],
  words: [diaryWords],
  topics: {
    diary: {
      keys: (id) => {
        const [person = "", date = ""] = id.split("|");
        return [diaryKeys.day(date), diaryKeys.person(person, date), diaryKeys.strips(), diaryKeys.teams()];
      },
      versionIn: dayVersion,
    },
    // What moves on a task is written ready into the day's diary.
    task: { keys: () => [diaryKeys.days()] },
  },
};

/** dayVersion reads the version of a diary day; its events are named "<person>|<date>". */
function dayVersion(data: unknown, id: string): number | undefined {
  const day = data as Partial<DiaryDay> | undefined;
  return day?.person !== undefined && `${day.person.id}|${day.date}` === id ? day.version : undefined;
}
