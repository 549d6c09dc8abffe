// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, NetworkError } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import type { Task } from "@/shared/api/types";
import { countDrafts } from "@/shared/draft/useDraft";
import { taskApi } from "../api";
import { lan, meOf, taskOf } from "../model/fixtures";
import { taskKeys } from "../queries";
import { useAcceptNow, useAct } from "./useAct";
import { useActForm } from "./useActForm";

vi.mock("@/shared/ui/toast", () => ({ toast: async () => undefined }));

const problem = {
  type: "about:blank",
  title: "",
  status: 403,
  code: "task.forbidden",
  detail: "Không được.",
  requestId: "r1",
};
const refusal = new ApiProblem(problem);

let client: QueryClient;
let answer: { resolve: (task: Task) => void; reject: (error: unknown) => void };
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);

beforeEach(() => {
  client = new QueryClient();
  session.start({ accessToken: "t", expiresIn: 900, me: meOf(lan) });
  vi.spyOn(taskApi, "act").mockImplementation(
    () =>
      new Promise((resolve, reject) => {
        answer = { resolve, reject };
      }),
  );
});
afterEach(() => {
  cleanup();
  session.end();
  localStorage.clear();
});

describe("useAcceptNow", () => {
  const task = taskOf({ state: "assigned", acts: ["accept", "decline"] });
  const shown = () => client.getQueryData<Task>(taskKeys.detail(task.id));
  const accepting = async () => {
    client.setQueryData(taskKeys.detail(task.id), task);
    const hook = renderHook(() => useAcceptNow(task, () => undefined), { wrapper });
    act(() => hook.result.current.accept());
    await waitFor(() => expect(shown()?.state).toBe("in_progress"));
    await waitFor(() => expect(taskApi.act).toHaveBeenCalled());
    return hook;
  };

  it("keeps its own act in sight, so that a failure has a place", async () => {
    const { result } = await accepting();
    expect(shown()?.acts).toEqual(["accept"]);
    await act(async () => answer.reject(refusal));
    await waitFor(() => expect(result.current.error).toBe(refusal));
  });

  it("shows the task as it was after a refusal, wherever the person is by then", async () => {
    const { unmount } = await accepting();
    unmount();
    await act(async () => answer.reject(refusal));
    expect(shown()).toEqual(task);
  });

  it("leaves what a push brought meanwhile", async () => {
    await accepting();
    const newer = taskOf({ version: 9, state: "recalled", acts: [] });
    client.setQueryData(taskKeys.detail(task.id), newer);
    await act(async () => answer.reject(refusal));
    expect(shown()).toEqual(newer);
  });
});

describe("useAct", () => {
  const task = taskOf({ version: 3, acts: ["report", "submit"] });
  const shown = () => client.getQueryData<Task>(taskKeys.detail(task.id));
  const reporting = async () => {
    client.setQueryData(taskKeys.detail(task.id), task);
    const hook = renderHook(() => useAct(task.id, "report"), { wrapper });
    act(() => hook.result.current.mutate({ body: { percent: 80, text: "Xong." }, version: 3 }));
    await waitFor(() => expect(taskApi.act).toHaveBeenCalled());
    return hook;
  };

  it("shows what was sent before there is an answer, and then the answer", async () => {
    await reporting();
    expect(shown()?.progress).toBe(80);
    await act(async () => answer.resolve({ ...task, version: 4, progress: 81 }));
    expect(shown()?.progress).toBe(81);
  });

  it("takes it back when it was refused or not answered, with the reason for the form", async () => {
    for (const error of [refusal, new NetworkError("no answer")]) {
      const { result, unmount } = await reporting();
      await act(async () => answer.reject(error));
      await waitFor(() => expect(result.current.error).toBe(error));
      expect(shown()).toEqual(task);
      unmount();
    }
  });

  it("shows the stored task after a conflict", async () => {
    await reporting();
    const current = taskOf({ version: 9, state: "recalled", acts: [] });
    const conflict = new ApiProblem({ ...problem, status: 409, code: "task.changed", current });
    await act(async () => answer.reject(conflict));
    expect(shown()).toEqual(current);
  });
});

describe("useActForm", () => {
  const opened = taskOf({ version: 3, acts: ["report"] });
  const closed = vi.fn();
  const open = (task = opened) => {
    const hook = renderHook(
      () =>
        useActForm({
          opened: task,
          verb: "report",
          initial: { percent: 35, text: "" },
          bodyOf: ({ percent, text }) => ({ percent, text }),
          onDone: closed,
        }),
      { wrapper },
    );
    return { ...hook, form: () => hook.result.current };
  };
  const sent = (nth: number) => {
    const [, , version, body, key] = vi.mocked(taskApi.act).mock.calls[nth] ?? [];
    return { version, body, key };
  };

  it("forgets the draft of what was stored after its form was closed, and closes nothing else", async () => {
    const { form, unmount } = open();
    act(() => form().change({ text: "Xong phụ lục." }));
    act(() => form().send());
    await waitFor(() => expect(taskApi.act).toHaveBeenCalledOnce());
    unmount();
    await act(async () => answer.resolve({ ...opened, version: 4 }));
    expect(countDrafts(lan.id)).toBe(0);
    expect(closed).not.toHaveBeenCalled();
  });

  it("repeats the same text as the same report although the task has changed since", async () => {
    const first = open();
    act(() => first.form().change({ text: "Xong phụ lục." }));
    act(() => first.form().send());
    await waitFor(() => expect(taskApi.act).toHaveBeenCalledOnce());
    // A reload: the answer is never seen.
    first.unmount();
    const second = open({ ...opened, version: 4 });
    act(() => second.form().send());
    await waitFor(() => expect(taskApi.act).toHaveBeenCalledTimes(2));
    expect(sent(1)).toEqual(sent(0));
  });

  it("makes another attempt after a refusal", async () => {
    const { form } = open();
    act(() => form().change({ text: "Xong phụ lục." }));
    act(() => form().send());
    await waitFor(() => expect(taskApi.act).toHaveBeenCalledOnce());
    await act(async () => answer.reject(refusal));
    await waitFor(() => expect(form().pending).toBe(false));
    act(() => form().send());
    await waitFor(() => expect(taskApi.act).toHaveBeenCalledTimes(2));
    expect(sent(1).key).not.toBe(sent(0).key);
  });
});
