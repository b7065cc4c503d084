import { formatOf } from "../formats/file-format.ts";
import { parseBytes } from "../formats/parse-file.ts";
import { type SealedType, sealedTypeOf } from "../tree/sealed-token.ts";
import type { TreeBranch } from "../tree/value-tree.ts";
import type { FileContents } from "./file-contents.ts";
import { type Leaf, walkTree } from "./value-judgement.ts";

/** The type that sops gives back for a value; "plain" for one that is not encrypted. */
export type ValueType = SealedType | "plain";

/**
 * The keys of all values in an encrypted file, nested ones joined by "/", as sops-nix names them, with
 * their types; they are readable without a key. Undefined when the file cannot be read as sops does; a
 * binary file holds the one value without a name.
 */
export function readSecretKeys(contents: FileContents): ReadonlyMap<string, ValueType> | undefined {
  const { format, leaves } = readLeaves(contents);
  if (format === "binary") return new Map([["", "str"]]);
  return leaves && new Map(leaves.map(({ keys, value }) => [keys.join("/"), typeOf(value)]));
}

/**
 * The encrypted values of a file by their keys, nested ones joined by a character that no key holds.
 * Undefined when the file cannot be read as sops does.
 */
export function readSealedValues(contents: FileContents): ReadonlyMap<string, string> | undefined {
  const { leaves } = readLeaves(contents);
  if (leaves === undefined) return undefined;
  const values = new Map<string, string>();
  for (const { keys, value } of leaves) {
    if (typeOf(value) !== "plain") values.set(keys.join("\0"), String(value));
  }
  return values;
}

function typeOf(value: Leaf["value"]): ValueType {
  return (typeof value === "string" ? sealedTypeOf(value) : undefined) ?? "plain";
}

/** All values, and the format that they stand in. */
function readLeaves(contents: FileContents): {
  readonly format: string;
  readonly leaves: readonly Leaf[] | undefined;
} {
  const format = formatOf(contents.path);
  const parsed = parseBytes(contents.bytes, format);
  if (parsed.kind !== "encrypted") return { format, leaves: undefined };
  return { format, leaves: parsed.contents.flatMap(leavesOf) };
}

function leavesOf(content: TreeBranch): Leaf[] {
  const leaves: Leaf[] = [];
  walkTree(content, {
    test: { marks: () => false, isMeant: () => true },
    onLeaf: (leaf) => leaves.push(leaf),
    onComment: () => undefined,
  });
  return leaves;
}
