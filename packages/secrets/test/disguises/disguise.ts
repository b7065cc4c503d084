import type { FileFormat } from "../../src/formats/file-format.ts";
import { testRecipient } from "../support/sops-fixtures.ts";
import type { BaseFile, BaseKind } from "./base-files.ts";
import { type Layout, layouts } from "./layouts.ts";
import type { Random } from "./random.ts";

/** What a disguise works with. */
export interface Ground {
  readonly base: BaseFile;
  readonly format: FileFormat;
  readonly layout: Layout;
  readonly random: Random;
  /** A plain value that may stand nowhere in a file that is called right; it is noted that it was taken. */
  readonly marker: () => string;
  /** Someone's wrap of the data key. */
  readonly wrap: (name: string) => string;
  /** An entry of the age list: for whom it says it is, and whose wrap it has. */
  readonly entry: (name: string, wrap?: string, index?: number) => string;
}

/** A way to damage a file, or to hide something in it. */
export interface Disguise {
  readonly family: string;
  readonly name: string;
  readonly formats: readonly FileFormat[];
  /** Default: every kind but `groups`. */
  readonly kinds?: readonly BaseKind[];
  /** The text changed; undefined when what should be changed is not there. */
  readonly apply: (text: string, ground: Ground) => string | Uint8Array | undefined;
}

export const every: readonly FileFormat[] = ["yaml", "json", "binary", "dotenv", "ini"];
export const tree: readonly FileFormat[] = ["yaml", "json", "binary"];
export const braces: readonly FileFormat[] = ["json", "binary"];
export const flat: readonly FileFormat[] = ["dotenv", "ini"];
export const lines: readonly FileFormat[] = ["yaml", "dotenv", "ini"];

/** The disguises of a family. */
export function family(
  name: string,
  disguises: readonly (readonly [
    name: string,
    formats: readonly FileFormat[] | FileFormat,
    apply: Disguise["apply"],
    kinds?: readonly BaseKind[],
  ])[],
): Disguise[] {
  return disguises.map(([own, formats, apply, kinds = ["age"]]) => ({
    family: name,
    name: own,
    formats: typeof formats === "string" ? [formats] : formats,
    apply,
    kinds,
  }));
}

/** The ground of a base file; `take` is told each marker that is put in. */
export function createGround(
  base: BaseFile,
  random: Random,
  { marker, take }: { readonly marker: string; readonly take: () => void },
): Ground {
  const layout = layouts[base.format];
  const wrap = (name: string) => {
    const enc = base.wraps.get(name);
    if (enc === undefined) throw new Error(`bug: ${base.version} has no wrap ${name}`);
    return enc;
  };
  return {
    base,
    format: base.format,
    layout,
    random,
    wrap,
    marker: () => {
      take();
      return marker;
    },
    entry: (name, whose = name, index = 3) => layout.entry(testRecipient(name), wrap(whose), index),
  };
}
