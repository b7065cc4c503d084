import type { TextChange, TextRange } from "./text-change.ts";

/** The keys and indexes that lead to a value. */
export type ConfigPath = readonly (string | number)[];

/** What a declaration can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A config's text, and how to read it. */
export interface ConfigSource {
  /** Its name, of which the ending counts: yaml, yml, json, ts, mts, js, mjs. */
  readonly name: string;
  /** As it was read, with its byte order mark if it has one: all offsets count from its first unit. */
  readonly text: string;
  /** Blanks out the types of TypeScript, so that every offset stays; may throw. */
  readonly stripTypes: (text: string) => string;
}

/** Why a text is no declaration in its format. */
export interface ConfigProblem {
  readonly code: "syntax-error" | "duplicate-key" | "yaml-problem" | "empty-config";
  /** Undefined where it has no place. */
  readonly offset?: number;
  readonly message: string;
  readonly help?: string;
}

/** Where something stands in a config. */
export interface ConfigPlace {
  /** False where the path itself is not written out: this is the nearest place around it. */
  readonly isExact: boolean;
  /** What to point at: the name of a key, the beginning of a list's item. */
  readonly start: number;
  /** The key's name, in its quotes; undefined of a list's item and of the whole. */
  readonly key?: TextRange;
  /** The value as it is written at this place, which may be the name of a constant. */
  readonly value: TextRange;
}

/** How a value goes to a path: `insert` before the item that is there, `append` as last to the list that is there. */
export type EditWay = "set" | "insert" | "append";

/** The edited text, or what a person is to write where. */
export type ConfigEdit =
  | { readonly ok: true; readonly text: string; readonly changes: readonly TextChange[] }
  | {
      readonly ok: false;
      /** Why no edit can be made here, as a sentence. */
      readonly reason: string;
      /** The text to insert; empty where something is to be taken out. */
      readonly insert: string;
      /** The nearest place; undefined where none can be said. */
      readonly place?: TextRange;
    };

/** The text of a declaration, in which values are found and edited. */
export interface ConfigText {
  /** What JSON and YAML say; undefined for scripts, which have to be run, and where there are problems. */
  readonly value: unknown;
  /** What is wrong with JSON and YAML; empty for scripts. */
  readonly problems: readonly ConfigProblem[];
  /** The place of a path, or the nearest one around it; undefined where nothing of it is written out. */
  locate(path: ConfigPath): Promise<ConfigPlace | undefined>;
  /**
   * Sets the value at a path, making what is missing on the way, or deletes it (`undefined`). The
   * declaration says what was asked for afterwards and nothing else is changed, or no edit is made.
   */
  edit(path: ConfigPath, value: Json | undefined, way?: EditWay): Promise<ConfigEdit>;
  /**
   * The text after several such edits, all of them by the paths of the text as it is, in the time of one. Undefined
   * where one cannot be made, or they touch each other: then they are to be made one by one.
   */
  editTogether(requests: readonly ConfigRequest[]): Promise<string | undefined>;
}

/** One edit of several: what is to stand at a path, undefined for nothing. */
export interface ConfigRequest {
  readonly path: ConfigPath;
  readonly value: Json | undefined;
  /** Default: `set`. */
  readonly way?: EditWay;
}
