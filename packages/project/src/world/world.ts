import type { Environment, RunProgram } from "@fleet/diagnostics";
import type { Disk } from "./disk.ts";
import type { WatchFolders } from "./folder-watch.ts";
import type { ScriptRunner } from "./script-runner.ts";

/**
 * The one door to all that is outside of the program: the disk, other programs (git among them), the
 * environment, the date, people who can be asked, and scripts that are run. `nodeWorld` of
 * `@fleet/project/node` is the real one, `memoryWorld` one for tests and for tools without a disk.
 */
export interface World {
  readonly disk: Disk;
  readonly run: RunProgram;
  readonly scripts: ScriptRunner;
  readonly environment: Environment;
  /** The folder in which the command was started: absolute. */
  readonly folder: string;
  readonly machine: Machine;
  /**
   * The sha256 of bytes, or of a text's UTF-8, in lower case hexadecimal. The sha1, as git names what it has, is
   * only for comparing with git: where it is not to be had, nothing is the same.
   */
  digest(data: Uint8Array | string, algorithm?: "sha1"): string;
  /** Sixteen hexadecimal digits that nobody can guess, for names of temporary files. */
  token(): string;
  /** The day, as `YYYY-MM-DD`, in UTC. */
  today(): string;
  /** The moment, as `YYYY-MM-DDThh:mm:ssZ`, in UTC. */
  now(): string;
  /** Asks for a yes or a no, which only a plain yes is; undefined where nobody can be asked. */
  readonly confirm: ((question: string) => boolean) | undefined;
  /** Asks for a line, without its end; undefined where there is none. Default: nobody can be asked. */
  readonly askLine?: ((question: string) => string | undefined) | undefined;
  /** Notices changes in folders. Default: nobody does. */
  readonly watchFolders?: WatchFolders | undefined;
}

/** The computer and process that this runs in. */
export interface Machine {
  readonly name: string;
  /** The home folder of whoever runs this, where the environment names none. */
  readonly home: string;
  /** What runs this, with its version, such as `Node.js 24.1.0`. */
  readonly runtime: string;
  /** As Node.js names platforms: `linux`, `darwin`, … */
  readonly platform: string;
  /** The uid that this runs as; undefined where the system has none. */
  readonly user: number | undefined;
  readonly processId: number;
  /** How many programs can usefully run at once. */
  readonly parallelism: number;
  /** What the numbers of processes are counted in: where it is another one, they say nothing here. */
  readonly processSpace: string;
  /**
   * When a process of this machine was started, in words that only serve to be compared: a number is given
   * anew, and then it is another process. Undefined where there is no such process.
   */
  startOf(processId: number): string | undefined;
}
