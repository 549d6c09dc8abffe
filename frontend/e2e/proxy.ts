// A proxy in front of the product, as an office has one: its line can be cut, and the product behind it upgraded as far as a
// browser can tell, by another service worker.
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface Office {
  url: string;
  cut: () => void;
  /** silence leaves the files of the app within reach, and nothing else. */
  silence: () => void;
  restore: () => void;
  /** upgrade serves a service worker of another version from now on. */
  upgrade: () => void;
  /** lose lets requests of a method and path through and never brings their answers, until it is called again without. */
  lose: (method?: string, path?: RegExp) => void;
  /** How many such answers were lost. */
  lost: () => number;
  close: () => Promise<void>;
}

export async function officeAt(target: number): Promise<Office> {
  const open = new Set<Socket>();
  let whole = true;
  let silent = false;
  let version = "";
  let losing: { method: string; path: RegExp } | undefined;
  let lost = 0;
  const to = (req: IncomingMessage) => ({
    host: "127.0.0.1",
    port: target,
    method: req.method,
    path: req.url,
    headers:
      req.url === "/sw.js" ? { ...req.headers, "accept-encoding": "identity", "if-none-match": "" } : req.headers,
  });
  const server: Server = createServer((req, res) => {
    const path = req.url ?? "";
    if (silent && path.startsWith("/api/")) {
      req.socket.destroy();
      return;
    }
    const onward = request(to(req), (answer) => {
      if (losing !== undefined && req.method === losing.method && losing.path.test(path)) {
        lost += 1;
        answer.resume();
        res.destroy();
        return;
      }
      const { "content-length": _, ...headers } = answer.headers;
      res.writeHead(answer.statusCode ?? 502, headers);
      if (path !== "/sw.js" || version === "") answer.pipe(res);
      else answer.on("end", () => res.end(version)).pipe(res, { end: false });
    });
    onward.on("error", () => res.destroy());
    req.pipe(onward);
  });
  server.on("connection", (socket) => {
    if (!whole) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("upgrade", (req, socket, head) => {
    if (silent) {
      socket.destroy();
      return;
    }
    const onward = connect(target, "127.0.0.1", () => {
      const lines = [`${req.method} ${req.url} HTTP/1.1`];
      for (let i = 0; i < req.rawHeaders.length; i += 2) lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
      onward.write(`${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [onward, socket],
      [socket, onward],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      drop();
    },
    silence: () => {
      silent = true;
      drop();
    },
    restore: () => {
      whole = true;
      silent = false;
    },
    upgrade: () => {
      version += "\n// another version\n";
    },
    lose: (method, path) => {
      losing = method === undefined || path === undefined ? undefined : { method, path };
    },
    lost: () => lost,
    close: () => {
      drop();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
