// The product's API as somebody, for what a test needs done without looking at it.
import { password, people, type Who } from "./people";

export interface Client {
  get: <T>(path: string) => Promise<T>;
  post: <T>(path: string, body: unknown) => Promise<T>;
  put: <T>(path: string, body: unknown) => Promise<T>;
}

export async function client(url: string, who: Who): Promise<Client> {
  const call = async <T>(method: string, path: string, body?: unknown, token?: string): Promise<T> => {
    const reply = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  const session = await call<{ accessToken: string }>("POST", "/session", { login: people[who].login, password });
  return {
    get: (path) => call("GET", path, undefined, session.accessToken),
    post: (path, body) => call("POST", path, body, session.accessToken),
    put: (path, body) => call("PUT", path, body, session.accessToken),
  };
}

// assign gives the officer a task as the head, due in three working days unless told otherwise.
export async function assign(
  head: Client,
  title: string,
  due: { kind: string; n?: number; date?: string } = { kind: "working", n: 3 },
): Promise<{ id: string; code: string; version: number }> {
  return head.post("/tasks", { ...(await taskFor(head, title, due)), assign: true });
}

// taskFor is a task for the officer, due in three working days unless told otherwise, as it is sent.
export async function taskFor(head: Client, title: string, due: object = { kind: "working", n: 3 }): Promise<object> {
  const { items } = await head.get<{ items: { id: string; name: string; unit: { id: string } }[] }>(
    "/directory?for=lead&q=lan",
  );
  const lead = items.find((one) => one.name === people.officer.name);
  if (lead === undefined) throw new Error("the officer is not in the directory");
  return {
    title,
    lead: { unit: lead.unit.id, person: lead.id },
    product: { code: "BC-01" },
    quantity: 1,
    due,
    urgency: "thuong",
  };
}
