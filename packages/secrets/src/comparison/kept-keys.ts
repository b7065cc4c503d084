import { isMap, isScalar, type Pair, parseDocument, stringify } from "yaml";
import type { FileContents } from "../files/file-contents.ts";
import { createSecretFileReader } from "../files/secret-file.ts";
import { formatOf } from "../formats/file-format.ts";
import { foreignIdentities } from "../keys/foreign-identity.ts";
import { isRecord, itemsOf, type Plain } from "../keys/plain.ts";

/** Whether a key, by its id, is wanted. */
type KeyTest = (id: string) => boolean;

/**
 * The same file without those keys beside age's that are not wanted: they are cut out of its sops block,
 * which no checksum covers (sops.go), and all other bytes stay. Undefined where that cannot be done for
 * sure: the result is read again, and has to have exactly the wanted keys.
 */
export function keepKeys(contents: FileContents, isWanted: KeyTest): FileContents | undefined {
  const before = groupsOf(contents);
  if (before === undefined) return undefined;
  const isKept: KeyTest = (id) => !isForeign(id) || isWanted(id);
  if (before.flat().every(isKept)) return contents;
  const cut = cutters[formatOf(contents.path)];
  const text = cut(new TextDecoder("utf-8", { ignoreBOM: true }).decode(contents.bytes), isKept);
  if (text === undefined) return undefined;
  const kept = { ...contents, bytes: new TextEncoder().encode(text) };
  const wanted = before.map((group) => group.filter(isKept));
  // sops counts a group without keys, and fleet reads none of them.
  if (wanted.some((group) => group.length === 0)) return undefined;
  return JSON.stringify(groupsOf(kept)) === JSON.stringify(wanted) ? kept : undefined;
}

/** Whether a key, by its id, is none of age's. */
export function isForeign(id: string): boolean {
  return Object.hasOwn(foreignIdentities, id.slice(0, Math.max(id.indexOf(":"), 0)));
}

function groupsOf(contents: FileContents): string[][] | undefined {
  const { header } = createSecretFileReader()(contents);
  return header?.groups.map((group) => group.map(({ id }) => id));
}

/** The lists of a sops block by their names in files, with the type that stands in ids. */
const lists: ReadonlyMap<string, string> = new Map([
  ["pgp", "pgp"],
  ["kms", "kms"],
  ["gcp_kms", "gcp_kms"],
  ["hckms", "hckms"],
  ["azure_kv", "azure_keyvault"],
  ["hc_vault", "hc_vault"],
]);

type Cutter = (text: string, isKept: KeyTest) => string | undefined;

const cutters: { readonly [F in ReturnType<typeof formatOf>]: Cutter } = {
  yaml: cutYaml,
  json: cutJson,
  binary: cutJson,
  dotenv: (text, isKept) => cutFlat(text, "sops_", isKept),
  ini: cutIni,
};

function cutYaml(text: string, isKept: KeyTest): string | undefined {
  const [start, ...more] = [...text.matchAll(/^sops:/gm)].map(({ index }) => index);
  if (start === undefined || more.length > 0) return undefined;
  const end = endOf(text, start, /^[^\s#]/m);
  const block = text.slice(start, end);
  const edited = cutBlock(block, isKept, (name, value, column) => {
    if (isEmpty(value)) return "";
    // sops takes a date only as a text.
    const quoted = { defaultKeyType: "PLAIN", defaultStringType: "QUOTE_DOUBLE" } as const;
    const lines = stringify({ [name]: value }, { indent: 4, lineWidth: 0, ...quoted });
    return lines.trimEnd().replaceAll(/\n(?=.)/g, `\n${" ".repeat(column)}`);
  });
  return edited === undefined ? undefined : text.slice(0, start) + edited + text.slice(end);
}

function cutJson(text: string, isKept: KeyTest): string | undefined {
  return cutBlock(
    text,
    isKept,
    (name, value) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
}

/** Where the next line begins that is none of a block's; the first line of it is not looked at. */
function endOf(text: string, start: number, other: RegExp): number {
  const second = text.indexOf("\n", start) + 1;
  const length = second === 0 ? -1 : text.slice(second).search(other);
  return length === -1 ? text.length : second + length;
}

type Renderer = (name: string, value: unknown, column: number) => string;

/** Puts what is kept in place of the lists of a block; both YAML and JSON can be read as YAML. */
function cutBlock(text: string, isKept: KeyTest, render: Renderer): string | undefined {
  const document = parseDocument(text, { logLevel: "silent" });
  const block = document.errors.length === 0 ? document.get("sops") : undefined;
  if (!isMap(block)) return undefined;
  let edited = text;
  for (const pair of [...block.items].reverse()) {
    const found = spanOf(pair);
    if (found === undefined || !isMap(block)) continue;
    const { name, start, end, node } = found;
    const value: unknown = node.toJS(document);
    const kept = keepIn(name, value, isKept);
    if (JSON.stringify(kept) === JSON.stringify(value)) continue;
    const lineStart = text.lastIndexOf("\n", start) + 1;
    const isWholeLine = text.slice(start, end).endsWith("\n");
    const fresh = render(name, kept, start - lineStart);
    const head = edited.slice(0, fresh === "" ? lineStart : start);
    edited = head + fresh + (isWholeLine && fresh !== "" ? "\n" : "") + edited.slice(end);
  }
  return edited;
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly node: { toJS(document: ReturnType<typeof parseDocument>): unknown };
}

/** Where a key and its value stand. */
function spanOf({ key, value }: Pair): Span | undefined {
  if (!isScalar(key) || typeof key.value !== "string" || !isRanged(value)) return undefined;
  const [start] = key.range ?? [];
  const [, end] = value.range ?? [];
  return start === undefined || end === undefined
    ? undefined
    : { name: key.value, start, end, node: value };
}

interface Ranged {
  readonly range?: readonly number[] | null | undefined;
  toJS(document: ReturnType<typeof parseDocument>): unknown;
}

function isRanged(value: unknown): value is Ranged {
  return typeof value === "object" && value !== null && "toJS" in value;
}

/** What is kept of a list of keys, or of all lists in the key groups; anything else as it is. */
function keepIn(name: string, value: unknown, isKept: KeyTest): unknown {
  if (name === "key_groups") {
    return itemsOf(value).map((group) =>
      isRecord(group)
        ? Object.fromEntries(
            Object.entries(group).map(([of, keys]) => [of, keepIn(of, keys, isKept)]),
          )
        : group,
    );
  }
  const type = lists.get(name);
  if (type === undefined) return value;
  return itemsOf(value).filter((key) => !isRecord(key) || isKept(idOf(type, key)));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function idOf(type: string, key: Plain): string {
  return foreignIdentities[type]?.(key) ?? "";
}

function cutIni(text: string, isKept: KeyTest): string | undefined {
  const start = text.search(/^\[sops\]/m);
  if (start === -1) return undefined;
  const end = endOf(text, start, /^\[/m);
  const block = cutFlat(text.slice(start, end), "", isKept);
  return text.slice(0, start) + block + text.slice(end);
}

const flatKey =
  /^(.*?)((?:key_groups__list_\d+__map_)?(pgp|kms|gcp_kms|hckms|azure_kv|hc_vault))__list_(\d+)__map_([^\n=]+?)[ \t]*=[ \t]*(?:"""([\s\S]*?)"""|`([^`\n]*)`|([^\n]*))\n?/gm;

/** Lines such as `hc_vault__list_0__map_key_name=…`; those of what is kept are counted anew. */
function cutFlat(text: string, prefix: string, isKept: KeyTest): string {
  const keys = new Map<string, Record<string, string>>();
  for (const [, head, list, , index, field, block, quoted, line] of text.matchAll(flatKey)) {
    if (head?.trim() !== prefix || field === undefined) continue;
    const name = `${list} ${index}`;
    const key = keys.get(name) ?? {};
    key[field] = block ?? quoted ?? line?.trim() ?? "";
    keys.set(name, key);
  }
  return text.replaceAll(
    flatKey,
    (whole: string, head: string, list: string, name: string, index: string) => {
      const type = lists.get(name);
      if (head.trim() !== prefix || type === undefined) return whole;
      const isThere = (place: number) => isKept(idOf(type, keys.get(`${list} ${place}`) ?? {}));
      if (!isThere(Number(index))) return "";
      const place = Array.from({ length: Number(index) }, (_, at) => at).filter(isThere).length;
      const rest = whole.slice(`${head}${list}__list_${index}`.length);
      return `${head}${list}__list_${place}${rest}`;
    },
  );
}
