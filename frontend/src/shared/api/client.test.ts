import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, refresh } from "./client";
import { ApiProblem, fieldErrors, isConflict, NetworkError } from "./problem";
import { session } from "./session";
import type { Me, Session } from "./types";

const sessionOf = (token: string, expiresIn = 900, person = "p1"): Session => ({
  accessToken: token,
  expiresIn,
  me: { id: person, name: "Lan" } as Me,
});
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const refused = (status: number, more: object = {}) =>
  json(status, { type: "about:blank", title: "", status, code: "x.y", detail: "Câu.", requestId: "r1", ...more });

type Answer = (path: string, init: RequestInit & { headers: Record<string, string> }) => Response | Promise<Response>;
const calls: string[] = [];

/** serve answers each request of the test and notes "METHOD path token". */
function serve(answer: Answer): void {
  vi.stubGlobal("fetch", async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
    calls.push(
      [init.method, path.replace("/api/v1", ""), init.headers.Authorization?.slice(7)].filter(Boolean).join(" "),
    );
    return answer(path, init);
  });
}

beforeEach(() => {
  calls.length = 0;
});
afterEach(() => {
  session.end();
  vi.unstubAllGlobals();
});

describe("api", () => {
  it("renews a token once for many requests and repeats them", async () => {
    session.start(sessionOf("old"));
    serve((path, init) => {
      if (path.endsWith("/refresh")) return json(200, sessionOf("new"));
      return init.headers.Authorization === "Bearer new" ? json(200, { ok: path }) : refused(401);
    });
    await Promise.all([api.get("/a"), api.get("/b")]);
    expect(calls.filter((call) => call.includes("refresh"))).toHaveLength(1);
    expect(calls).toEqual(expect.arrayContaining(["GET /a old", "GET /b old", "GET /a new", "GET /b new"]));
  });

  it("waits for a second sign-in when the cookie is no longer good, then goes on", async () => {
    session.start(sessionOf("old"));
    serve((path, init) => {
      if (path.endsWith("/refresh")) return refused(401);
      return init.headers.Authorization === "Bearer again" ? json(200, { saved: true }) : refused(401);
    });
    const saving = api.post("/tasks", { title: "x" }, { idempotencyKey: "k1" });
    await vi.waitFor(() => expect(session.get().status).toBe("expired"));
    session.start(sessionOf("again"));
    expect(await saving).toEqual({ saved: true });
    expect(session.get().status).toBe("in");
  });

  it("sends nothing for who has signed out, and signs nobody in again", async () => {
    session.start(sessionOf("lan"));
    session.end();
    serve((path) => json(200, path.endsWith("/refresh") ? sessionOf("lan again") : {}));
    await expect(api.put("/diary/days/2026-04-29", {})).rejects.toThrow("signed out");
    session.start(sessionOf("minh", 900, "p2"));
    expect(calls).toEqual([]);
  });

  it("drops what was on its way when somebody else signs in on the page", async () => {
    session.start(sessionOf("lan"));
    let refuse: (answer: Response) => void = () => undefined;
    serve(() => new Promise((resolve) => (refuse = resolve)));
    const saving = api.put("/diary/days/2026-04-29", {});
    session.end();
    session.start(sessionOf("minh", 900, "p2"));
    refuse(refused(401));
    await expect(saving).rejects.toThrow("signed out");
    expect(calls).toEqual(["PUT /diary/days/2026-04-29 lan"]);
    expect(session.get().status).toBe("in");
  });

  it("does not sign in again by a renewal that comes after sign-out", async () => {
    session.start(sessionOf("lan"));
    let renew: (answer: Response) => void = () => undefined;
    serve(() => new Promise((resolve) => (renew = resolve)));
    const renewing = refresh();
    session.end();
    renew(json(200, sessionOf("lan again")));
    expect(await renewing).toBe(false);
    expect(session.get().status).toBe("out");
  });

  it("begins anew when another tab signed in somebody else", async () => {
    const assign = vi.fn();
    vi.stubGlobal("location", { assign });
    session.start(sessionOf("lan"));
    serve((path) => (path.endsWith("/refresh") ? json(200, sessionOf("minh", 900, "p2")) : refused(401)));
    await expect(api.post("/tasks", {})).rejects.toThrow("signed out");
    expect(assign).toHaveBeenCalledWith("/");
    expect(session.get().status).not.toBe("in");
    await expect(api.post("/tasks", {})).rejects.toThrow("signed out");
    expect(calls).toEqual(["POST /tasks lan", "POST /session/refresh"]);
  });

  it("finishes what is not sent while the person is still in, but not for ever", async () => {
    session.start(sessionOf("lan"));
    const seen: string[] = [];
    const taken = [
      session.beforeEnd(async () => void seen.push(session.get().status)),
      session.beforeEnd(() => new Promise(() => undefined)),
    ];
    vi.useFakeTimers();
    const finishing = session.finish();
    await vi.advanceTimersByTimeAsync(3_000);
    await finishing;
    vi.useRealTimers();
    for (const takeBack of taken) takeBack();
    expect(seen).toEqual(["in"]);
  });

  it("tells a refusal from a missing answer", async () => {
    session.start(sessionOf("t"));
    serve(() =>
      refused(409, { current: { version: 8 }, fields: [{ path: "body.reason", label: "Lý do", detail: "Ngắn." }] }),
    );
    const error = await api.post("/tasks/1/return", {}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(isConflict<{ version: number }>(error) && error.current.version).toBe(8);
    expect(fieldErrors(error)).toEqual({ "body.reason": "Ngắn." });

    serve(() => Promise.reject(new TypeError("failed")));
    await expect(api.get("/a")).rejects.toBeInstanceOf(NetworkError);
    serve(() => new Response("<html>502</html>", { status: 502 }));
    await expect(api.get("/a")).rejects.toBeInstanceOf(NetworkError);
  });

  it("gives an answer 25 s, its body too, and then says that there is no line", async () => {
    session.start(sessionOf("t"));
    vi.useFakeTimers();
    try {
      const never = (init: RequestInit) =>
        new Promise<never>((_, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
      serve((_, init) => never(init));
      const asked = api.get("/a").catch((error: unknown) => error);
      const halfAnswered = vi.fn();
      await vi.advanceTimersByTimeAsync(24_999);
      serve((_, init) => ({ ok: true, status: 200, json: () => never(init) }) as unknown as Response);
      void api.get("/b").catch(halfAnswered);
      await vi.advanceTimersByTimeAsync(1);
      expect(await asked).toBeInstanceOf(NetworkError);
      expect(halfAnswered).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(25_000);
      expect(halfAnswered.mock.calls[0]?.[0]).toBeInstanceOf(NetworkError);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("hands on that the caller wants no answer any more", async () => {
    session.start(sessionOf("t"));
    const leave = new AbortController();
    serve(
      (_, init) =>
        new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason))),
    );
    const asked = api.get("/a", {}, leave.signal).catch((error: unknown) => error);
    await Promise.resolve();
    leave.abort(new Error("left"));
    expect(await asked).toMatchObject({ message: "left" });
  });

  it("sends the key of an act, the language, and leaves empty filters out", async () => {
    session.start(sessionOf("t"));
    let seen: Record<string, string> = {};
    serve((_, init) => {
      seen = init.headers;
      return json(200, {});
    });
    await api.post("/tasks", {}, { idempotencyKey: "k1" });
    expect(seen).toMatchObject({ "Idempotency-Key": "k1", "Accept-Language": "vi", "X-Congvu": "1" });
    await api.get("/tasks", { tab: "lead", q: "", cursor: undefined });
    expect(calls.at(-1)).toBe("GET /tasks?tab=lead t");
  });
});
