import { Suspense } from "react";
import { account } from "@/features/account/feature";
import { admin } from "@/features/admin/feature";
import { evaluation } from "@/features/evaluation/feature";
import { follow } from "@/features/follow/feature";
import { incoming } from "@/features/incoming/feature";
import { setup } from "@/features/setup/feature";
import { workplace } from "@/features/workplace/feature";
import { useMe } from "@/shared/api/session";
import type { Me } from "@/shared/api/types";
import type { Feature } from "@/shared/feature";
import { loadWords } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";

// Each is for few: nobody else fetches its file or its words.
const has =
  (...roles: string[]) =>
  (me: Me) =>
    me.roles.some((role) => roles.includes(role));
const parts = [
  {
    name: "missing",
    shown: has("admin", "hr"),
    Part: partOf(setup, async () => (await import("@/features/setup/screens")).MissingList),
  },
  {
    name: "health",
    shown: has("admin"),
    Part: partOf(admin, async () => (await import("@/features/admin/screens")).DeskHealth),
  },
  {
    name: "register",
    shown: has("clerk"),
    Part: partOf(incoming, async () => (await import("@/features/incoming/screens")).DeskRegister),
  },
  {
    name: "periods",
    shown: (me: Me) => me.can.closePeriods,
    Part: partOf(evaluation, async () => (await import("@/features/evaluation/screens")).DeskPeriods),
  },
  {
    name: "accounts",
    shown: has("admin", "hr"),
    Part: partOf(account, async () => (await import("@/features/account/screens")).DeskAccounts),
  },
  {
    name: "where",
    shown: has("inspector"),
    Part: partOf(workplace, async () => (await import("@/features/workplace/screens")).UnitCounts),
  },
  {
    name: "overdue",
    shown: has("monitor"),
    Part: partOf(follow, async () => (await import("@/features/follow/screens")).DeskOverdue),
  },
];

/** partOf is a part of the desk that another feature brings, with that feature's words. */
function partOf<Props extends object>(feature: Feature, load: () => Promise<React.ComponentType<Props>>) {
  return lazyPart(async () => (await Promise.all([load(), loadWords(feature.words)]))[0]);
}

/** RoleDesk is what the posts of the person signed in have to look after today, above the own work; nothing for most. */
export function RoleDesk({ today }: { today: string }) {
  const me = useMe();
  return parts
    .filter(({ shown }) => shown(me))
    .map(({ name, Part }) => (
      <Suspense key={name}>
        <Part today={today} desk />
      </Suspense>
    ));
}
