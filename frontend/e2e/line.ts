// A line to the product that can be cut: a TCP relay on a port of its own. A browser's own offline switch leaves
// open sockets alone, and an open socket that falls silent is what a weak line really does.
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export interface Line {
  url: string;
  cut: () => void;
  restore: () => void;
  close: () => Promise<void>;
}

export async function lineTo(target: number, port: number): Promise<Line> {
  const open = new Set<Socket>();
  let whole = true;
  const relay: Server = createServer((client) => {
    if (!whole) {
      client.destroy();
      return;
    }
    const server = connect(target, "127.0.0.1");
    for (const s of [client, server]) {
      open.add(s);
      s.on("close", () => open.delete(s));
      s.on("error", () => s.destroy());
    }
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(port, "127.0.0.1", resolve));
  const { port: own } = relay.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    cut: () => {
      whole = false;
      for (const s of open) s.destroy();
    },
    restore: () => {
      whole = true;
    },
    close: () => {
      for (const s of open) s.destroy();
      return new Promise((resolve) => relay.close(() => resolve()));
    },
  };
}
