import type { RunProgram } from "@fleet/diagnostics";

/** What of the machine is needed to find and to run Nix: a part of the `World` of `@fleet/project`. */
export interface NixMachine {
  readonly run: RunProgram;
  readonly disk: NixDisk;
  /** The folder that relative paths start from: absolute. */
  readonly folder: string;
  /** Its platform, as Node.js names it: `linux`, `darwin`, … */
  readonly machine: { readonly platform: string };
}

/** What is asked of the disk. Paths are absolute and parted by "/". */
export interface NixDisk {
  /** What stands at the end of all links; undefined where nothing does. */
  follow(path: string): object | undefined;
  /** All bytes of a file. Throws where there is none that can be read. */
  read(path: string): Uint8Array;
  /** Whether this process may run the file at the end of all links. */
  isProgram(path: string): boolean;
}
