import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

/** What befalls a request to publish: no fault, or one before or after the registry took it. */
type Fault = "none" | "unavailable" | "dropped" | "lost-answer" | "silent";

/** A proxy in front of a registry. */
export interface FaultyProxy {
  readonly url: string;
  /** What befalls the next requests to publish, one after the other; none after the last. */
  readonly faults: Fault[];
  /** The paths that the registry took, in order. */
  readonly taken: string[];
  readonly close: () => void;
}

/** Starts a proxy in front of the registry at an address. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  const faults: Fault[] = [];
  const taken: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const fault = incoming.method === "PUT" ? (faults.shift() ?? "none") : "none";
    if (fault === "unavailable") {
      incoming.resume();
      outgoing.writeHead(503).end("{}");
    } else if (fault === "dropped") {
      incoming.socket.destroy();
    } else if (fault === "silent") {
      incoming.resume();
    } else {
      forward(target, incoming, (answer) => {
        if (incoming.method === "PUT" && isGood(answer)) taken.push(incoming.url ?? "");
        if (fault === "lost-answer") incoming.socket.destroy();
        else pass(answer, outgoing);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${address.port}`, faults, taken, close };
}

function isGood({ statusCode = 500 }: IncomingMessage): boolean {
  return statusCode < 300;
}

function forward(
  target: string,
  incoming: IncomingMessage,
  onAnswer: (answer: IncomingMessage) => void,
): void {
  const { method, headers, url } = incoming;
  incoming.pipe(request(new URL(url ?? "/", target), { method, headers }, onAnswer));
}

function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
  answer.pipe(outgoing);
}
