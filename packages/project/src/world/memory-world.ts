import type { Environment, ProgramEnd, RunProgram } from "@fleet/diagnostics";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { createMemoryDisk, type MemoryFiles } from "./memory-disk.ts";
import type { ScriptRunner } from "./script-runner.ts";
import type { World } from "./world.ts";

/** What a world in memory is like, where it matters. */
export interface MemoryWorldOptions {
  /** Texts or bytes of files, by path from `folder` unless absolute. Default: none. */
  readonly files?: MemoryFiles;
  /** Symbolic links, by path from `folder` unless absolute. Default: none. */
  readonly links?: Readonly<Record<string, string>>;
  /** The folder in which the command was started. Default: `/fleet`. */
  readonly folder?: string;
  /** Default: empty. */
  readonly environment?: Environment;
  /** Default: no program can be started. */
  readonly run?: RunProgram;
  /** Default: scripts cannot be run; `createScriptRunner` of `@fleet/project/node` makes one that can. */
  readonly scripts?: (disk: World["disk"]) => ScriptRunner;
  /** As `YYYY-MM-DD`. Default: 2026-01-01. */
  readonly today?: string;
  /** Default: nobody is there. */
  readonly confirm?: (question: string) => boolean;
  /** Default: nobody is there. */
  readonly askLine?: (question: string) => string | undefined;
}

/** A world without a disk, processes or a clock, for tests and for tools that have none. */
export function memoryWorld(options: MemoryWorldOptions = {}): World {
  const { folder = "/fleet", environment = {}, today = "2026-01-01" } = options;
  const disk = createMemoryDisk(
    { [`${folder}/.keep`]: "", ...placeAll(folder, options.files) },
    placeAll(folder, options.links),
  );
  disk.remove(`${folder}/.keep`);
  let tokens = 0;
  return {
    disk,
    run: options.run ?? (({ program }) => Promise.resolve(describeUnstarted(program))),
    scripts: options.scripts?.(disk) ?? noScripts,
    environment,
    folder,
    machine: {
      name: "memory",
      home: "/home/nobody",
      runtime: "Node.js 0.0.0",
      platform: "linux",
      user: undefined,
      processId: 1,
      parallelism: 1,
      processSpace: "",
      startOf: (processId) => (processId === 1 ? "once" : undefined),
    },
    digest: digestText,
    token: () => {
      tokens += 1;
      return tokens.toString(16).padStart(16, "0");
    },
    today: () => today,
    now: () => `${today}T12:00:00Z`,
    confirm: options.confirm,
    askLine: options.askLine,
  };
}

function placeAll<T>(
  folder: string,
  entries: Readonly<Record<string, T>> = {},
): Readonly<Record<string, T>> {
  const placed = Object.entries(entries).map(([path, entry]) => [
    path.startsWith("/") ? path : `${folder}/${path}`,
    entry,
  ]);
  return Object.fromEntries(placed);
}

function digestText(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === "string" ? new TextEncoder().encode(data) : data));
}

function describeUnstarted(program: string): ProgramEnd {
  return { end: "unstarted", reason: `spawn ${program} ENOENT` };
}

const noScripts: ScriptRunner = {
  run: () => {
    const thrown = new Error("Scripts cannot be run here.");
    const result = { kind: "thrown", thrown } as const;
    return Promise.resolve({ result, files: new Map(), diagnostics: [], unresolved: undefined });
  },
  stripTypes: (text) => text,
};
