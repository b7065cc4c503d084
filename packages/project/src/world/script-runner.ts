import type { Diagnostic } from "@fleet/diagnostics";
import type { ValueFault } from "../load/plain-value.ts";

/** What a script that is run may read, and what is said of it. */
export interface ScriptCall {
  /** The folder that the script and all its own modules lie in: absolute, without links. */
  readonly root: string;
  /** The script's path from the root. */
  readonly name: string;
  /** Milliseconds that it may take. */
  readonly timeLimit: number;
  /**
   * Whether the limit also holds where the script never gives the process back, as in a loop without an
   * end. That takes a thread of its own. Default: false.
   */
  readonly isGuarded?: boolean;
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
