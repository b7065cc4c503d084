import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { root } from "./command.ts";

/** A place in a file, from 0. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** The servers that editors start: of TypeScript 6 its tsserver, behind the bridge that most editors use. */
const servers = {
  "TypeScript 7": ["tsc", "--lsp", "--stdio"],
  "TypeScript 6": ["typescript-language-server", "--stdio"],
} as const;

/** A server that an editor can start. */
export type ServerName = keyof typeof servers;

/** An editor with one file open, which asks a server about it. The answers are as the protocol has them. */
export interface Editor {
  /** Gives the file a text, in which `‸` is the cursor and no part of the text. */
  readonly type: (marked: string) => void;
  /** The labels of what is offered at the cursor. */
  readonly complete: () => Promise<readonly string[]>;
  /** What is shown of what is at the cursor: markdown in JSON. */
  readonly hover: () => Promise<string>;
  /** The files where what is at the cursor is defined, by their addresses. */
  readonly define: () => Promise<readonly string[]>;
  /** How many places a rename of what is at the cursor would change. */
  readonly rename: () => Promise<number>;
  /** What is wrong with the file: message, and where, as a text. */
  readonly report: () => Promise<readonly { readonly message: string; readonly text: string }[]>;
  /** Ends the server. */
  readonly close: () => Promise<void>;
}

/** Starts a server in a folder, as an editor that opens a file of it. */
export async function openEditor(name: ServerName, folder: string, file: string): Promise<Editor> {
  const [program, ...args] = servers[name];
  const path = join(root, "node_modules", ".bin", program);
  const child = spawn(path, args, { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const uri = pathToFileURL(join(folder, file)).href;
  const published = listen(connection, uri);
  const canBeAsked = await initialize(connection, folder);
  const document = openDocument(connection, uri);
  const ask = (method: string, more: object = {}) =>
    connection.sendRequest<unknown>(`textDocument/${method}`, { ...document.place(), ...more });
  return {
    type: document.type,
    complete: async () => list(await ask("completion"), "items").map(({ label }) => `${label}`),
    hover: async () => JSON.stringify(Object(await ask("hover")).contents ?? null),
    define: async () => list(await ask("definition"), "").map((one) => `${one["uri"]}`),
    rename: async () => countEdits(await ask("rename", { newName: "renamed" })),
    report: async () => {
      const found = canBeAsked ? list(await ask("diagnostic"), "items") : published();
      return found.map(({ message, range }) => ({
        message: `${message}`,
        text: document.cut(Object(range)),
      }));
    },
    close: async () => {
      const isOver = new Promise((resolve) => child.once("exit", resolve));
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await isOver;
      connection.dispose();
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;

function list(answer: unknown, key: string): readonly Answer[] {
  const found: unknown = Array.isArray(answer) ? answer : Object(answer)[key];
  return Array.isArray(found) ? found : [];
}

function countEdits(answer: unknown): number {
  const changes: unknown[] = Object.values(Object(Object(answer).changes));
  return changes.flat().length;
}

/** What a server says by itself of a file, and answers to what it asks. */
function listen(connection: MessageConnection, uri: string): () => readonly Answer[] {
  let latest: readonly Answer[] = [];
  connection.onNotification("textDocument/publishDiagnostics", (said: unknown) => {
    if (Object(said).uri === uri) latest = list(said, "diagnostics");
  });
  // It asks for settings, and gets none.
  connection.onRequest((_: string, asked: unknown) => list(asked, "items").map(() => null));
  connection.listen();
  return () => latest;
}

/** Whether the server answers what is wrong with a file; else it says so by itself. */
async function initialize(connection: MessageConnection, folder: string): Promise<boolean> {
  const rootUri = pathToFileURL(folder).href;
  const answer: unknown = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "fleet" }],
    capabilities: {
      textDocument: {
        diagnostic: {},
        publishDiagnostics: {},
        hover: { contentFormat: ["markdown"] },
      },
    },
    initializationOptions: {
      tsserver: { path: join(root, "node_modules", "@typescript", "old", "lib", "tsserver.js") },
      disableAutomaticTypingAcquisition: true,
    },
  });
  await connection.sendNotification("initialized", {});
  return Object(Object(answer).capabilities).diagnosticProvider !== undefined;
}

function openDocument(connection: MessageConnection, uri: string) {
  let version = 0;
  let marked = "‸";
  const text = () => marked.replace("‸", "");
  return {
    type: (next: string) => {
      marked = next;
      version += 1;
      const method = version === 1 ? "didOpen" : "didChange";
      void connection.sendNotification(`textDocument/${method}`, {
        textDocument: { uri, version, languageId: "typescript", text: text() },
        contentChanges: [{ text: text() }],
      });
    },
    place: () => {
      const before = marked.slice(0, marked.indexOf("‸")).split("\n");
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      return { textDocument: { uri }, position };
    },
    /** The part of a text in one line. */
    cut: ({ start, end }: { readonly start: Place; readonly end: Place }) =>
      text().split("\n")[start.line]?.slice(start.character, end.character) ?? "",
  };
}
