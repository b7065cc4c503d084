import { createHash, randomBytes } from "node:crypto";
import { readSync } from "node:fs";
import type { Disk } from "../world/disk.ts";
import type { Machine, World } from "../world/world.ts";
import { nodeDisk } from "./node-disk.ts";
import { processSpace, startOf } from "./process-start.ts";
import { runProgram } from "./run-program.ts";
import { createScriptRunner, type ScriptRunnerOptions } from "./script-runner.ts";
import { writeStandard } from "./standard-streams.ts";

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
      const { isatty } = load("node:tty");
      return isatty(0) && isatty(2) ? askForYes : undefined;
    },
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

/** Asks a question on the terminal; only a plain yes is one. */
function askForYes(question: string): boolean {
  writeStandard("stderr", `${question} [y/N] `);
  const bytes = Buffer.alloc(256);
  try {
    const length = readSync(0, bytes, 0, bytes.length, null);
    return /^y(es)?\s*$/i.test(bytes.toString("utf8", 0, length));
  } catch {
    return false;
  }
}
