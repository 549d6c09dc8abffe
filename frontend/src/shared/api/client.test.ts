import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "./client";
import { ApiProblem, fieldErrors, isConflict, NetworkError } from "./problem";
import { session } from "./session";
import type { Me, Session } from "./types";

const sessionOf = (token: string, expiresIn = 900): Session => ({
  accessToken: token,
  expiresIn,
  me: { id: "p1", name: "Lan" } as Me,
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
  session.expire().catch(() => undefined);
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
