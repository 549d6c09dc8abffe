import { IconCalendarOff } from "@tabler/icons-react";
import type { Feature } from "@/shared/feature";
import { calendarKeys } from "./queries";
import { calendarWords } from "./words";

/**
 * calendar brings the working calendar (lịch làm việc) of administrators. When it changes every screen asks anew for the days
 * off it shows.
 */
export const calendar: Feature = {
  routes: [{ path: "calendar", lazy: async () => ({ Component: (await import("./screens")).CalendarPage }) }],
  nav: [
    {
      to: "/calendar",
      label: "nav.calendar",
      icon: IconCalendarOff,
      keys: "g h",
      shown: (me) => me.roles.includes("admin"),
    },
  ],
  words: [calendarWords],
  topics: { calendar: { keys: () => [calendarKeys.all(), ["today"]], versionIn: () => undefined } },
};
