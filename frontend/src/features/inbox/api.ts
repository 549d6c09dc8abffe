import { api } from "@/shared/api/client";
import type { InboxItem, Page } from "@/shared/api/types";

/** inboxApi calls the operations of /inbox. */
export const inboxApi = {
  list: (unread: boolean, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<InboxItem>>("/inbox", { unread: unread || undefined, cursor }, signal),
  count: (signal?: AbortSignal) => api.get<{ unread: number }>("/inbox/count", {}, signal),
  /** read marks messages as read: those named, or all up to and including `through`. */
  read: (which: { ids?: string[]; through?: string }) => api.post<{ unread: number }>("/inbox/read", which),
};
