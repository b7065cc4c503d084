import { compareNames } from "@fleet/diagnostics";
import type { FoundFile } from "../found/found-file.ts";
import type { LeftItem } from "../proposal/proposal.ts";

/** What is left of one thing; what is said alike of many becomes one item. */
export interface LeftThing {
  readonly kind: string;
  /** `ada@mini`, `mini`. */
  readonly about: string;
  readonly message: string;
  readonly help: string;
  readonly files?: readonly FoundFile[];
}

/** Gathers what is not carried over. */
export interface LeftList {
  readonly add: (thing: LeftThing) => void;
  /** Each sentence once, in the order in which they came first. */
  readonly items: () => LeftItem[];
}

/** An empty list. */
export function createLeftList(): LeftList {
  const byText = new Map<string, Gathered>();
  return {
    add: (said) => {
      const thing = { ...said, about: cut(said.about), message: cut(said.message) };
      const key = JSON.stringify([thing.kind, thing.message, thing.help]);
      const known = byText.get(key) ?? { thing, about: new Set(), files: new Set() };
      byText.set(key, known);
      known.about.add(thing.about);
      for (const { path, isOwn } of thing.files ?? []) if (isOwn) known.files.add(path);
    },
    items: () =>
      [...byText.values()].map(({ thing: { kind, message, help }, about, files }) => ({
        kind,
        about: shorten([...about]),
        message,
        help,
        files: [...files].sort(compareNames),
      })),
  };
}

interface Gathered {
  readonly thing: LeftThing;
  readonly about: Set<string>;
  readonly files: Set<string>;
}

const longest = 400;

/** What a foreign flake calls something can be of any length. */
function cut(text: string): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…`;
}

const shown = 3;

/** The first of many by name, and how many more there are. */
export function shorten(names: readonly string[]): string {
  if (names.length <= shown + 1) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`;
}
