import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from "yaml";
import { isPrivateKey, parseRecipient } from "../keys/recipient.ts";
import { createHeadingReader, type HeadingReader } from "./yaml-headings.ts";

/** A key that stands in a `.sops.yaml`, and what around it may tell whose it is. */
export interface NamedKey {
  /** As `Recipient.id` has it. */
  readonly id: string;
  /** Its anchor, or else what it is called by in a mapping; undefined where it has no name. */
  readonly name: string | undefined;
  /** What stands behind it; "" for nothing. */
  readonly comment: string;
  /** The comments above it and above what it stands in, the nearest first. */
  readonly headings: readonly string[];
  /** The names of the lists and mappings that it stands in, the nearest first. */
  readonly groups: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** A list, or a mapping of lists, that has an anchor. */
export interface NamedList {
  readonly name: string;
  /** The ids of the keys in it, each once. */
  readonly ids: readonly string[];
}

/** What a `.sops.yaml` calls its keys by: each place where a key itself stands, in order, and each list with a name. */
export function readNamedKeys(text: string): {
  readonly keys: readonly NamedKey[];
  readonly lists: readonly NamedList[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { logLevel: "silent", lineCounter: lines });
  const reading: Reading = {
    lines,
    headingAbove: createHeadingReader(text),
    keys: [],
    lists: [],
    idsOf: new Map(),
  };
  if (document.contents !== null) {
    const around = { groups: [], headings: [], key: undefined, above: 0, depth: 0 };
    readNode(document.contents, around, reading);
  }
  return { keys: reading.keys, lists: reading.lists };
}

interface Reading {
  readonly lines: LineCounter;
  readonly headingAbove: HeadingReader;
  readonly keys: NamedKey[];
  readonly lists: NamedList[];
  /** The keys behind each anchor so far: a later one of the same name takes its place, as in YAML. */
  readonly idsOf: Map<string, readonly string[]>;
}

interface Around {
  readonly groups: readonly string[];
  readonly headings: readonly string[];
  readonly key: string | undefined;
  /** The line behind which it can begin. */
  readonly above: number;
  readonly depth: number;
}

/** No config that people write is deeper. */
const deepest = 50;

/** Reads what a node holds, and gives the ids of its keys, each once. */
function readNode(node: unknown, around: Around, reading: Reading): readonly string[] {
  if (isAlias(node)) return reading.idsOf.get(plainAnchor(node.source)) ?? [];
  if (isScalar(node)) return readScalar(node, around, reading);
  if (!isCollection(node) || around.depth > deepest) return [];
  const name = node.anchor === undefined ? undefined : plainAnchor(node.anchor);
  const groups = [name, around.key].filter((one) => one !== undefined);
  const inside = { ...around, groups: [...groups, ...around.groups], depth: around.depth + 1 };
  const ids = new Set<string>();
  let heading = "";
  let { above } = around;
  for (const { key, value } of listItems(node)) {
    const line = lineOf(key ?? value, reading);
    heading = reading.headingAbove(above, line) ?? heading;
    const isSame = heading === "" || heading === around.headings[0];
    const headings = isSame ? around.headings : [heading, ...around.headings];
    const name = isScalar(key) ? String(key.value) : undefined;
    const own = { ...inside, headings, key: name, above: name === undefined ? above : line };
    for (const id of readNode(value, own, reading)) ids.add(id);
    above = line;
  }
  const all = [...ids];
  if (name !== undefined) {
    reading.idsOf.set(name, all);
    if (all.length > 0) reading.lists.push({ name, ids: all });
  }
  return all;
}

function listItems(node: Node): { readonly key: unknown; readonly value: unknown }[] {
  if (isMap(node)) return node.items.map(({ key, value }) => ({ key, value }));
  return isSeq(node) ? node.items.map((value) => ({ key: undefined, value })) : [];
}

function readScalar(node: Scalar, around: Around, reading: Reading): readonly string[] {
  if (typeof node.value !== "string") return [];
  const ids = node.value.split(",").flatMap((text) => idOfKey(text));
  const anchor = node.anchor === undefined ? undefined : plainAnchor(node.anchor);
  // What is called `age: age1…` has no name by that.
  const isField = around.key !== undefined && fields.has(around.key);
  const name = anchor ?? (isField ? undefined : around.key);
  const { groups, headings } = around;
  const comment = node.comment?.trim() ?? "";
  const line = lineOf(node, reading);
  for (const id of ids) reading.keys.push({ id, name, comment, headings, groups, line });
  if (anchor !== undefined) reading.idsOf.set(anchor, ids);
  return ids;
}

/** The fields of sops that hold keys as texts. */
const fields: ReadonlySet<string> = new Set([
  "age",
  "pgp",
  "kms",
  "arn",
  "gcp_kms",
  "resource_id",
  "hckms",
  "key_id",
  "hc_vault",
  "hc_vault_transit_uri",
  "azure_keyvault",
]);

/** The id of a key by its text alone; nothing for any other text. */
function idOfKey(text: string): string[] {
  const trimmed = text.trim();
  if (isPrivateKey(trimmed)) return [];
  const bare = trimmed.replaceAll(" ", "");
  const typed = forms.find(([form]) => form.test(shortText(bare)));
  const parsed = parseRecipient(typed === undefined ? trimmed : `${typed[1]}:${bare}`);
  if (parsed.ok) return [parsed.recipient.id];
  // One that is cut off or mistyped is somebody's all the same.
  return /^age1[a-z0-9]{20,}$/.test(trimmed) ? [trimmed] : [];
}

const forms = [
  [/^(?:0x)?(?:[0-9A-F]{16}|[0-9A-F]{40}|[0-9A-F]{64})!?$/i, "pgp"],
  [/^arn:aws[\w-]*:kms:/, "kms"],
  [/^projects\/.+\/cryptoKeys\//, "gcp_kms"],
  [/^https:\/\/[^/]+\/keys\/[^/]+\//, "azure_keyvault"],
  [/^https?:\/\/[^/]+\/v1\/.+\/keys\/[^/]+$/, "hc_vault"],
] as const;

function shortText(text: string): string {
  return text.length > 500 ? "" : text;
}

/** A title among keys, `- &users:`, is an anchor with a colon to this reader. */
function plainAnchor(anchor: string): string {
  return anchor.replace(/:$/, "");
}

function lineOf(node: unknown, { lines }: Reading): number {
  const range = isScalar(node) || isCollection(node) || isAlias(node) ? node.range : undefined;
  return range === undefined || range === null ? 1 : lines.linePos(range[0]).line;
}
