import type { FileFormat } from "../formats/file-format.ts";
import { type SealedType, sealedTypeOf, tokenBeginning } from "../tree/sealed-token.ts";
import type { TreeBranch, TreeComment, TreeList, TreeValue } from "../tree/value-tree.ts";
import type { CryptTest } from "./crypt-rule.ts";

/** What stands in a file beside its block: which of it is sealed, and which is there to be read. */
export interface JudgedValues {
  /** Values that are not encrypted although they should be, by their keys joined with "/". */
  readonly plaintext: readonly string[];
  /** Values that are not encrypted because the rule leaves them open. */
  readonly open: readonly string[];
  /** The lines of comments that are not encrypted although they should be. */
  readonly plainComments: readonly number[];
  /** How many values are encrypted. */
  readonly sealed: number;
}

/** A value, the keys that lead to it (places in lists are numbers), and whether it should be encrypted. */
export interface Leaf {
  readonly keys: readonly (string | number)[];
  readonly value: string | number | boolean | null;
  readonly isMeant: boolean;
  readonly isInList: boolean;
}

type Stack = readonly (readonly string[])[];

interface Place {
  readonly keys: readonly (string | number)[];
  /** See `CryptPlace`. */
  readonly comments: Stack;
}

/** What is found on a walk. */
interface Visitor {
  readonly isMeant: CryptTest;
  readonly onLeaf: (leaf: Leaf) => void;
  readonly onComment: (comment: TreeComment, isMeant: boolean) => void;
}

/** Judges every value and every comment of a file. */
export function judgeValues(
  contents: readonly TreeBranch[],
  { isMeant, format }: { readonly isMeant: CryptTest; readonly format: FileFormat },
): JudgedValues {
  const plaintext: string[] = [];
  const open: string[] = [];
  const plainComments: number[] = [];
  let sealed = 0;
  const onLeaf = (leaf: Leaf) => {
    // An empty text and null are never sealed, and hold nothing.
    if (leaf.value === "" || leaf.value === null) return;
    const state = judgeLeaf(leaf, format);
    if (state === "sealed") sealed += 1;
    else (state === "open" ? open : plaintext).push(leaf.keys.join("/"));
  };
  const onComment = ({ text, line }: TreeComment, isSealedHere: boolean) => {
    if (isSealedHere && text !== "" && sealedTypeOf(text) !== "comment") plainComments.push(line);
  };
  for (const content of contents) walkTree(content, { isMeant, onLeaf, onComment });
  return { plaintext, open, plainComments, sealed };
}

/** Goes through all values and comments. */
export function walkTree(content: TreeBranch, visitor: Visitor): void {
  walkBranch(content, { keys: [], comments: [] }, visitor);
}

function judgeLeaf(
  { value, isMeant, isInList }: Leaf,
  format: FileFormat,
): "sealed" | "open" | "plain" {
  const type = typeof value === "string" ? sealedTypeOf(value) : undefined;
  if (isMeant) return type !== undefined && canBeRead(type, isInList, format) ? "sealed" : "plain";
  // A token that is not whole is what somebody made of a sealed value.
  const isDamaged =
    typeof value === "string" && type === undefined && value.startsWith(tokenBeginning);
  return isDamaged ? "plain" : "open";
}

/** Which types sops writes in a format; comments only as items of lists. Of others it fails. */
function canBeRead(type: SealedType, isInList: boolean, format: FileFormat): boolean {
  if (type === "comment") return format === "yaml" && isInList;
  return writtenTypes[format].includes(type);
}

const writtenTypes: { readonly [F in FileFormat]: readonly SealedType[] } = {
  yaml: ["str", "int", "float", "bool", "time"],
  json: ["str", "int", "float", "bool"],
  dotenv: ["str"],
  ini: ["str"],
  binary: ["str"],
};

/** As sops does (sops.go, `walkBranch`): comments count for what follows them, and for each other. */
function walkBranch({ items }: TreeBranch, { keys, comments }: Place, visitor: Visitor): void {
  let before: readonly string[] = [];
  for (const item of items) {
    if (item.kind === "comment") {
      before = [...before, item.text];
      visitComment(item, { keys, comments: [...comments, before] }, visitor);
    } else {
      walkValue(
        item.value,
        { keys: [...keys, item.key], comments: [...comments, before] },
        visitor,
      );
      before = [];
    }
  }
}

function walkList({ items }: TreeList, { keys, comments }: Place, visitor: Visitor): void {
  let before: readonly string[] = [];
  let place = 0;
  for (const item of items) {
    if (isComment(item)) {
      before = [...before, item.text];
      visitComment(item, { keys, comments: [...comments, before] }, visitor);
    } else {
      walkValue(item, { keys: [...keys, place], comments: [...comments, before] }, visitor);
      place += 1;
      before = [];
    }
  }
}

function walkValue(value: TreeValue, place: Place, visitor: Visitor): void {
  if (value === null || typeof value !== "object") {
    const { keys } = place;
    const isMeant = visitor.isMeant({ ...withoutPlaces(place), isComment: false });
    visitor.onLeaf({ keys, value, isMeant, isInList: typeof keys.at(-1) === "number" });
  } else if (value.kind === "branch") walkBranch(value, place, visitor);
  else walkList(value, place, visitor);
}

function visitComment(comment: TreeComment, place: Place, visitor: Visitor): void {
  visitor.onComment(comment, visitor.isMeant({ ...withoutPlaces(place), isComment: true }));
}

/** To sops a place in a list is no key. */
function withoutPlaces({ keys, comments }: Place): { keys: readonly string[]; comments: Stack } {
  return { keys: keys.filter((key) => typeof key === "string"), comments };
}

function isComment(item: TreeValue | TreeComment): item is TreeComment {
  return typeof item === "object" && item !== null && item.kind === "comment";
}
