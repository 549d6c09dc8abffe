import { useCallback, useEffect, useRef, useState } from "react";
import { Sender, type Sending } from "./upload";

/** Files on their way. */
export interface Uploads {
  sending: Sending[];
  /** Sends files; replaces: the first of them is another version of that one. */
  add: (files: Iterable<File>, replaces?: string) => void;
  go: (key: string) => void;
  pause: (key: string) => void;
  drop: (key: string) => void;
}

/**
 * useUploads sends files; done is called with each as soon as it is there, in the place of the version replaces where that is
 * given. They stop when the page is left.
 */
export function useUploads(done: (id: string, file: File, replaces?: string) => Promise<unknown>): Uploads {
  const senders = useRef(new Map<string, Sender>());
  const [sending, setSending] = useState<Sending[]>([]);

  useEffect(() => {
    const { current } = senders;
    return () => {
      for (const sender of current.values()) sender.stop();
    };
  }, []);
  // A page that is closed in the middle loses the rest of the files: the browser asks.
  const busy = sending.some(({ state }) => state === "sending");
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [busy]);

  const add = useCallback(
    (files: Iterable<File>, replaces?: string) => {
      let version = replaces;
      for (const file of files) {
        const over = version;
        version = undefined;
        const sender = new Sender(
          file,
          (shown) =>
            setSending((all) =>
              shown.state === "done"
                ? all.filter(({ key }) => key !== shown.key)
                : all.some(({ key }) => key === shown.key)
                  ? all.map((one) => (one.key === shown.key ? shown : one))
                  : [...all, shown],
            ),
          (id) => done(id, file, over),
          over,
        );
        senders.current.set(sender.sending.key, sender);
        void sender.go();
      }
    },
    [done],
  );
  return {
    sending,
    add,
    go: (key) => void senders.current.get(key)?.go(),
    pause: (key) => senders.current.get(key)?.pause(),
    drop: (key) => {
      void senders.current.get(key)?.drop();
      senders.current.delete(key);
      setSending((all) => all.filter((one) => one.key !== key));
    },
  };
}
