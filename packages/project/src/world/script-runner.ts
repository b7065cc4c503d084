import type { Diagnostic } from "@fleet/diagnostics";
import type { ValueFault } from "../load/plain-value.ts";
import type { Disk } from "./disk.ts";

/** What a script that is run may read, and what is said of it. */
export interface ScriptCall {
  /** The folder that the script and all its own modules lie in: absolute, without links. */
  readonly root: string;
  /** The script's path from the root. */
  readonly name: string;
  /** Milliseconds that it may take. */
  readonly timeLimit: number;
  /** The disk that it and its own modules are read from. Default: that of the runner. */
  readonly disk?: Disk | undefined;
  /**
   * The folder that packages are looked for from, where the script's own is on no disk of the machine. Default: that
   * of the module which imports them.
   */
  readonly packagesOf?: string | undefined;
  /**
   * Called from within the script where it goes on computing beyond the limit. Nothing but an end of the
   * process stops it then, so that this has to say what there is to say and end it. It takes a thread of its
   * own beside the script. Default: nobody watches, and only one that waits is given up.
   */
  readonly abandon?: ((stopped: StoppedScript) => void) | undefined;
}

/** A script that goes on and on. */
export interface StoppedScript {
  readonly root: string;
  /** What is wrong, in a file below the root. */
  readonly diagnostic: Diagnostic;
}

/** An import that leads nowhere. */
export interface UnresolvedImport {
  readonly specifier: string;
  /** The importing file's path from the root. */
  readonly importer: string;
}

/** What came of a script. */
export interface ScriptRun {
  /** What it exports (the default export as plain data, see `copyPlain`), or what it threw. */
  readonly result:
    | { readonly kind: "exports"; readonly exports: object }
    | { readonly kind: "thrown"; readonly thrown: unknown }
    /** What it exports cannot be read. */
    | { readonly kind: "unreadable"; readonly fault: ValueFault }
    /** It was stopped, for a reason of its own. */
    | { readonly kind: "stopped"; readonly diagnostic: Diagnostic };
  /** The bytes of every local file that was loaded, by its path from the root, in the order of loading. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What was wrong with single modules. */
  readonly diagnostics: readonly Diagnostic[];
  /** The import that could not be resolved, where there was one. */
  readonly unresolved: UnresolvedImport | undefined;
}

/** Runs scripts that declare something. */
export interface ScriptRunner {
  /** Runs a script and gives what it exports; each time anew, whatever was run before. Rejects never. */
  run(call: ScriptCall): Promise<ScriptRun>;
  /** TypeScript without its types, every other character in its place. Throws what is wrong with it. */
  stripTypes(text: string): string;
}
