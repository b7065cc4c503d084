import { spawn } from "node:child_process";

/** A line of what a server offers or complains of. */
export interface YamlAnswer {
  readonly labels: readonly string[];
  readonly complaints: readonly string[];
}

/**
 * Opens a YAML file in the server that editors start, and asks what it offers at the cursor, `‸`, which is
 * no part of the text. Messages are those of the Language Server Protocol:
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
 */
export async function askYamlServer(
  program: string,
  { uri, marked }: { readonly uri: string; readonly marked: string },
): Promise<YamlAnswer> {
  const server = spawn(program, ["--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number | string, (message: Message) => void>();
  readMessages(server.stdout, (message) => {
    if (message.method !== undefined && message.id !== undefined) {
      // What it asks for has an answer that leaves everything as it is.
      const count = message.params?.items?.length ?? 0;
      send({ id: message.id, result: Array.from({ length: count }, () => ({})) });
    } else waiting.get(message.id ?? message.method ?? "")?.(message);
  });
  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const hear = (key: number | string) =>
    new Promise<Message>((resolve) => waiting.set(key, resolve));
  let last = 0;
  const ask = (method: string, params: object) => {
    last += 1;
    const answer = hear(last);
    send({ id: last, method, params });
    return answer;
  };
  const cursor = marked.indexOf("‸");
  const before = marked.slice(0, cursor).split("\n");
  const text = marked.replace("‸", "");
  await ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  send({ method: "initialized", params: {} });
  const complained = hear("textDocument/publishDiagnostics");
  const textDocument = { uri, languageId: "yaml", version: 1, text };
  send({ method: "textDocument/didOpen", params: { textDocument } });
  const complaints = (await complained).params?.diagnostics ?? [];
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const offered = await ask("textDocument/completion", { textDocument: { uri }, position });
  server.kill();
  return {
    labels: (offered.result?.items ?? []).map(({ label }) => label),
    complaints: complaints.map(({ message }) => message),
  };
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: {
    readonly items?: readonly object[];
    readonly diagnostics?: readonly { readonly message: string }[];
  };
  readonly result?: { readonly items?: readonly { readonly label: string }[] };
}

function readMessages(stream: NodeJS.ReadableStream, take: (message: Message) => void): void {
  let bytes = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const head = bytes.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(bytes.subarray(0, head).toString())?.[1]);
      const end = head + 4 + length;
      if (head === -1 || bytes.length < end) return;
      const message: Message = JSON.parse(bytes.subarray(head + 4, end).toString());
      bytes = bytes.subarray(end);
      take(message);
    }
  });
}
