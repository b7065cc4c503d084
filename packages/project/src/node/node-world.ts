import { createHash, randomBytes } from "node:crypto";
import { readSync } from "node:fs";
import { type Disk, systemCode } from "../world/disk.ts";
import type { Machine, World } from "../world/world.ts";
import { nodeDisk } from "./node-disk.ts";
import { processSpace, startOf } from "./process-start.ts";
import { runProgram } from "./run-program.ts";
import { createScriptRunner, type ScriptRunnerOptions } from "./script-runner.ts";
import { writeStandard } from "./standard-streams.ts";
import { watchFolders } from "./watch/folder-watch.ts";

// Hardly any run needs these, and they load Node's networking.
const load = process.getBuiltinModule;

/** What of the world is not taken as this process has it. */
export interface NodeWorldOptions extends Pick<ScriptRunnerOptions, "ownPackages"> {
  /** Default: the folder that this process works in. */
  readonly folder?: string;
  /** Default: that of this process. */
  readonly environment?: World["environment"];
}

/** The real world, as Node.js gives access to it. */
export function nodeWorld({
  folder = process.cwd(),
  environment = process.env,
  ...scripts
}: NodeWorldOptions = {}): World {
  const disk: Disk = nodeDisk;
  return {
    disk,
    run: runProgram,
    scripts: createScriptRunner(scripts),
    environment,
    folder,
    machine: thisMachine(),
    digest,
    token: () => randomBytes(8).toString("hex"),
    today: () => now().slice(0, 10),
    now,
    get confirm() {
      return isSomebodyThere() ? askForYes : undefined;
    },
    get askLine() {
      return isSomebodyThere() ? askForLine : undefined;
    },
    watchFolders,
  };
}

/** The sha256 of bytes or of a text's UTF-8, in lower case hexadecimal. */
function digest(data: Uint8Array | string, algorithm: "sha1" | "sha256" = "sha256"): string {
  return createHash(algorithm).update(data).digest("hex");
}

function thisMachine(): Machine {
  return {
    get name() {
      return load("node:os").hostname();
    },
    get home() {
      return load("node:os").homedir();
    },
    runtime: `Node.js ${process.versions.node}`,
    platform: process.platform,
    user: process.getuid?.(),
    processId: process.pid,
    get parallelism() {
      return load("node:os").availableParallelism();
    },
    get processSpace() {
      return processSpace();
    },
    startOf,
  };
}

function now(): string {
  return new Date().toISOString().replace(/\.\d+/, "");
}

function isSomebodyThere(): boolean {
  const { isatty } = load("node:tty");
  return isatty(0) && isatty(2);
}

/** Asks a question on the terminal; only a plain yes is one. */
function askForYes(question: string): boolean {
  return /^y(es)?\s*$/i.test(askForLine(`${question} [y/N] `) ?? "");
}

function askForLine(question: string): string | undefined {
  writeStandard("stderr", question);
  const bytes = Buffer.alloc(256);
  try {
    const length = readWhenThere(bytes);
    return length === 0 ? undefined : bytes.toString("utf8", 0, length).replace(/\r?\n$/, "");
  } catch {
    return undefined;
  }
}

/** Reads what is typed. A program that ran before may have left the terminal one that nobody waits for. */
function readWhenThere(into: Buffer): number {
  for (;;) {
    try {
      return readSync(0, into, 0, into.length, null);
    } catch (error) {
      if (systemCode(error) !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
