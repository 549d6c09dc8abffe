import { takeOver } from "./message";
import { noteWaiting } from "./waiting";

// On a weak line a version of some 800 KiB takes its time; whoever asked for it sees the button turn that long.
const patienceMs = 60_000;

/**
 * watchWorker keeps the app on the device by its service worker and tells when a newer version of it lies ready. Where the
 * browser has none, or the page was not built, it does nothing.
 */
export async function watchWorker(
  container: ServiceWorkerContainer | undefined = navigator.serviceWorker,
): Promise<void> {
  if (container === undefined) return;
  try {
    const registration = await container.register("/sw.js", { updateViaCache: "none" });
    const look = () => {
      // Without one in charge this is the first: nothing is older than it.
      if (registration.waiting !== null && container.controller !== null) noteWaiting();
    };
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  } catch {
    // Forbidden by the browser or out of reach now: the app works with a line as it always did.
  }
}

/** askForUpdate looks whether the server has newer files of the app; without a line nothing happens. */
export async function askForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
}

/**
 * takeNewest loads the page anew with the newest version there is: one that waits on the device takes over first, and one that
 * is on its way is waited for.
 */
export async function takeNewest(
  container: ServiceWorkerContainer | undefined = navigator.serviceWorker,
): Promise<void> {
  const registration = await container?.getRegistration();
  if (container !== undefined && registration !== undefined) {
    if (registration.waiting === null) await registration.update().catch(() => undefined);
    const next = registration.waiting ?? (await installed(registration.installing));
    if (next !== null && container.controller !== null) {
      const taken = within(container, "controllerchange");
      next.postMessage(takeOver);
      await taken;
    }
  }
  location.reload();
}

/** installed waits until a service worker has all files; null when it never does, or there is none. */
async function installed(worker: ServiceWorker | null): Promise<ServiceWorker | null> {
  while (worker !== null && worker.state === "installing") {
    if (!(await within(worker, "statechange"))) return null;
  }
  return worker?.state === "installed" ? worker : null;
}

/** within waits for an event; false when it does not come in time. */
function within(target: EventTarget, event: string): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMs);
    const come = () => {
      clearTimeout(timer);
      resolve(true);
    };
    target.addEventListener(event, come, { once: true });
  });
}
