import { compareNames } from "@fleet/diagnostics";
import { parseRecipient } from "@fleet/secrets/internal";
import type { FoundOwner } from "../found/found-keys.ts";
import { type KeyBinding, readKeyBindings } from "./key-bindings.ts";

/** A file of Nix in which keys may have names. */
export interface NamingFile {
  readonly path: string;
  readonly text: string;
}

/** A key that a secret is encrypted to, and what stands behind it in a comment; "" for nothing. */
export interface UsedKey {
  readonly recipient: string;
  readonly comment: string;
}

type Kind = FoundOwner["kind"];

interface Name {
  readonly name: string;
  readonly kind: Kind;
  readonly because: string;
  readonly file: string;
  readonly line: number | null;
}

/** Names of collections that say what is in them (README of agenix: `users = [ … ]; systems = [ … ];`). */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:ssh|age)?_?-?(?:users?|people|persons?|humans?|admins?|developers?)(?:_?-?keys?)?$/i,
    "user",
  ],
  [/^(?:ssh|age)?_?-?(?:systems?|hosts?|machines?|servers?|nodes?)(?:_?-?keys?)?$/i, "host"],
];

/**
 * Whose the keys are that secrets are encrypted to, by what files in Nix call them, else by their comments
 * (`root@mini`, `ada@laptop`), else nobody's: keys of one name are one owner's. In the order of names.
 */
export function nameKeys(
  keys: readonly UsedKey[],
  files: readonly NamingFile[],
  rulesFile: string,
): readonly FoundOwner[] {
  const bound = readBoundNames(files);
  const named = keys.map((key, index) => ({
    key,
    name: bound.get(key.recipient) ?? readComment(key, rulesFile) ?? nobody(index, rulesFile),
  }));
  // What one file does not say of a name, another may.
  const kindsByName = new Map<string, Kind>();
  for (const { name } of named) {
    if (name.kind !== null && !kindsByName.has(name.name)) kindsByName.set(name.name, name.kind);
  }
  const kindOfName = ({ name, kind }: Name) => kind ?? kindsByName.get(name) ?? null;
  const groups = Map.groupBy(named, ({ name }) => JSON.stringify([name.name, kindOfName(name)]));
  return [...groups.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const comments = [first, ...others].map(({ key }) => key.comment);
      return {
        ...first.name,
        kind: kindOfName(first.name),
        recipients: [first, ...others].map(({ key }) => key.recipient),
        comment: [...new Set(comments)].filter((comment) => comment !== "").join(", "),
      };
    })
    .sort((a, b) => compareNames(a.name, b.name) || compareNames(a.file, b.file));
}

/** The names of keys in files, by recipients; the first that is one counts. */
function readBoundNames(files: readonly NamingFile[]): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>();
  for (const { path: file, text } of files) {
    const bindings = readKeyBindings(text);
    const listed = listKinds(bindings);
    for (const { path, texts, line } of bindings) {
      const name = path.at(-1) ?? "";
      // What a rule says of a file is no name, and a collection's own is nobody's.
      if (name === "publicKeys" || kindOf(name) !== null) continue;
      const kind = path.map(kindOf).find((one) => one !== null) ?? listed.get(name) ?? null;
      for (const recipient of texts.flatMap(readRecipient)) {
        if (names.has(recipient)) continue;
        names.set(recipient, { name, kind, because: `${file} calls it that`, file, line });
      }
    }
  }
  return names;
}

/** What the members of `users = [ ada ]` and `systems = [ mini ]` are, by their names. */
function listKinds(bindings: readonly KeyBinding[]): ReadonlyMap<string, Kind> {
  const listed = new Map<string, Kind>();
  for (const { path, names } of bindings) {
    const kind = kindOf(path.at(-1) ?? "");
    if (kind === null) continue;
    for (const name of names) if (!listed.has(name)) listed.set(name, kind);
  }
  return listed;
}

function kindOf(name: string): Kind {
  return kinds.find(([form]) => form.test(name))?.[1] ?? null;
}

function readRecipient(text: string): readonly string[] {
  // Most texts are none, and a private key must not be looked at closer.
  if (!/^(?:ssh-|age1)/.test(text)) return [];
  const parsed = parseRecipient(text);
  return parsed.ok ? [parsed.recipient.id] : [];
}

/** A comment as ssh-keygen writes it, with somebody before the `@`. */
function readComment({ comment }: UsedKey, file: string): Name | undefined {
  const [, who = "", where = ""] = /^([A-Za-z_][\w.-]*)(?:@([\w.-]+))?$/.exec(comment) ?? [];
  if (who === "") return undefined;
  const isHost = who === "root" && where !== "";
  return {
    name: isHost ? where : who,
    kind: isHost ? "host" : where === "" ? null : "user",
    because: "its comment says so",
    file,
    line: null,
  };
}

function nobody(index: number, file: string): Name {
  return {
    name: `agenix-${index + 1}`,
    kind: "operator",
    because: "nothing names it",
    file,
    line: null,
  };
}
