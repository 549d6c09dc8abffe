import { type ReactNode, useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";

/**
 * PrintSheet is what a page prints in the place of what its screen shows. It is drawn only while the browser prints, so on
 * screen nothing of it is seen, read out or computed; global.css leaves out everything else of the page meanwhile.
 */
export function PrintSheet({ children }: { children: ReactNode }) {
  const printing = usePrinting();
  return printing ? createPortal(<div className="cv-print">{children}</div>, document.body) : null;
}

/** usePrinting reports whether the page is being printed or shown as it would be. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = window.matchMedia("print");
    // At once: the browser lays the page out as soon as the listeners have returned.
    const set = (now: boolean) => flushSync(() => setPrinting(now));
    const before = () => set(true);
    const after = () => set(false);
    const changed = () => set(media.matches);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    media.addEventListener("change", changed);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
      media.removeEventListener("change", changed);
    };
  }, []);
  return printing;
}
