import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useState,
} from "react";
import { accountWords } from "@/features/account/words";
import { setupWords } from "@/features/setup/words";
import { refresh } from "@/shared/api/client";
import { session, useSession } from "@/shared/api/session";
import { loadWords, t, type Words } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { EmptyState } from "@/shared/ui/States";
import { SignInPage } from "../pages/SignInPage";
import { hasLeft, leaveNow } from "../queries";

const SignInAgain = lazyPart(async () => (await import("./SignInAgain")).default);

// What somebody opens by a link before there is an account or a session; each comes with its own words.
const before: Record<string, LazyExoticComponent<ComponentType>> = {
  "/activate": page(() => import("@/features/account/screens").then((m) => m.ActivatePage), accountWords),
  "/setup": page(() => import("@/features/setup/screens").then((m) => m.SetupPage), setupWords),
};

// What the agency requires before anything else.
const EnrolPage = page(() => import("@/features/account/factor/EnrolPage").then((m) => m.default), accountWords);

function page(load: () => Promise<ComponentType>, words: Words) {
  return lazy(async () => ({ default: (await Promise.all([load(), loadWords([words])]))[0] }));
}

const retryMs = 5_000;
const patienceMs = 8_000;

/** withoutLine opens the app for whom this device knows; false when it knows nobody. */
async function withoutLine(): Promise<boolean> {
  if (session.get().status !== "starting" || hasLeft()) return session.get().status === "in";
  return import("@/shared/device/person").then(
    (device) => device.openWithoutLine(),
    () => false,
  );
}

/** Gate shows the app to those signed in, the sign-in page to others, and sign-in on top of the page in between. */
export function Gate({ children }: { children: ReactNode }) {
  const current = useSession();
  const { status } = current;
  const [unreachable, setUnreachable] = useState(false);

  // The cookie may still be good: try it once before asking for a password.
  const tryCookie = useCallback(() => {
    (hasLeft() ? leaveNow() : refresh()).then(
      (good) => {
        setUnreachable(false);
        if (!good) session.end();
      },
      // What this device keeps of whoever was in last can be read and written without the server.
      () => withoutLine().then((opened) => setUnreachable(!opened)),
    );
  }, []);
  useEffect(() => {
    if (session.get().status !== "starting") return;
    tryCookie();
    // A line that swallows everything is heard of late.
    const timer = setTimeout(() => void withoutLine(), patienceMs);
    return () => clearTimeout(timer);
  }, [tryCookie]);

  // A server that restarts is back in seconds: nobody should have to press for it.
  useEffect(() => {
    if (!unreachable) return;
    const timer = setInterval(tryCookie, retryMs);
    return () => clearInterval(timer);
  }, [unreachable, tryCookie]);

  if (unreachable) {
    return (
      <main>
        <EmptyState
          icon={IconPlugConnectedX}
          title={t("session.unreachable.title")}
          text={t("session.unreachable.text")}
          action={<Button onClick={tryCookie}>{t("retry")}</Button>}
        />
      </main>
    );
  }
  // As index.html has it: what was painted first stays until there is more.
  if (status === "starting") return <p className="cv-opening">{t("app.name")}</p>;
  if (status === "out") {
    const Before = before[location.pathname] ?? SignInPage;
    return (
      <Suspense>
        <Before />
      </Suspense>
    );
  }
  if ((current.status === "in" || current.status === "expired") && current.me.enrol) {
    return (
      <Suspense>
        <EnrolPage />
      </Suspense>
    );
  }
  return (
    <>
      {children}
      {status === "expired" && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
    </>
  );
}
