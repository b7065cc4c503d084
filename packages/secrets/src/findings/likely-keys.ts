import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import type { ValueType } from "../files/file-values.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { FileRule } from "../rules/file-rule.ts";
import type { SecretUse } from "../wiring/wiring.ts";
import { keyOfName, type NamedKey } from "./key-names.ts";
import { createOwnerGuess, type OwnerGuess } from "./key-owners.ts";

interface NamesOfFiles {
  readonly keyring: Keyring;
  /** What the values in files are called, by path; of what is not there, nothing is called like a key. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  readonly uses: readonly SecretUse[];
}

/** What gives away a private key, as a message has it, and whose it seems to be. */
interface Hint {
  readonly by: string;
  readonly owner: string | undefined;
}

/**
 * Encrypted files that, by what they or their values are called or where they are decrypted to, hold
 * somebody's private key, although their rule does not say whose. Once for each file.
 */
export function* keysAreDeclared(
  files: readonly FileStatus[],
  { keyring, keys, uses }: NamesOfFiles,
): Iterable<Diagnostic> {
  const guess = createOwnerGuess(keyring.readers ?? keyring.recipients.keys());
  const usesOf = Map.groupBy(uses, (use) => use.file);
  for (const { file, rule } of files) {
    // Of clan's files, no rule could say it.
    if (file.header === undefined || rule === undefined || rule.owner !== undefined) continue;
    const { path } = file;
    const hints = [
      ...hintsOfPath(path, guess),
      ...hintsOfValues(path, keys.get(path)?.keys() ?? [], guess),
      ...(usesOf.get(path) ?? []).flatMap((use) => [...hintsOfUse(use, guess)]),
    ];
    const owners = [...new Set(hints.flatMap(({ owner }) => owner ?? []))].sort(compareNames);
    const unsaid = owners.filter((owner) => !rule.holdsKeyOf.includes(owner));
    const isSaid = unsaid.length === 0 && (owners.length > 0 || rule.holdsKeyOf.length > 0);
    if (hints.length === 0 || isSaid) continue;
    const names = [...new Set(hints.map(({ by }) => by))];
    const rest = names.length > 3 ? ` and ${names.length - 3} more` : "";
    const whose = unsaid.length === 0 ? "somebody" : unsaid.join(" and ");
    yield secretsCodes.create(
      "likely-key",
      `By ${names.slice(0, 3).join(", ")}${rest}, it holds a private key of ${whose}, and its rule does not say so: nothing counts who gets what that key opens.`,
      { file: path, help: sayWhose(path, rule, { unsaid, keyring }) },
    );
  }
}

function* hintsOfPath(path: string, guess: OwnerGuess): Iterable<Hint> {
  const owner = guess.namedAfter(path);
  if (owner !== undefined) {
    yield { by: "its name", owner };
    return;
  }
  const name = path.slice(path.lastIndexOf("/") + 1).replace(tail, "");
  // What the values of a file are called says more than a name that other things have, too.
  const kind = keyOfName(name, { isCertain: formatted.test(path) });
  if (kind !== undefined) yield { by: "its name", owner: guess.guess(kind, [name, path]) };
}

/** What is not part of the name of what is in a file. */
const tail = /(\.(sops|enc|encrypted|age|yaml|yml|json|env|ini|bin))+$/i;
const formatted = /\.(yaml|yml|json|env|ini)$/i;

function* hintsOfValues(path: string, keys: Iterable<string>, guess: OwnerGuess): Iterable<Hint> {
  for (const key of keys) {
    const kind = keyOfName(key);
    if (kind !== undefined) {
      yield { by: `its value ${quote(key)}`, owner: guess.guess(kind, [key, path]) };
    }
  }
}

function* hintsOfUse(
  { reader, name, target = "", file }: SecretUse,
  guess: OwnerGuess,
): Iterable<Hint> {
  const ofTarget = keyOfName(target);
  const kind = ofTarget ?? keyOfName(name);
  if (kind === undefined) return;
  const where = ofTarget === undefined ? "" : `, which goes to ${quote(target)}`;
  const owner = isOwn(reader, kind) ? reader : guess.guess(kind, [target, name, file]);
  yield { by: `the secret ${quote(name)} of ${reader}${where}`, owner };
}

/** Whether who has a secret of this kind can only mean their own: a host its host key, a person their own. */
function isOwn(reader: string, kind: NamedKey): boolean {
  return reader.startsWith(kind === "ssh-host" ? "host:" : "user:");
}

/** What to write, so that the rule of a file says whose key it holds. */
function sayWhose(
  path: string,
  rule: FileRule,
  { unsaid, keyring }: { readonly unsaid: readonly string[]; readonly keyring: Keyring },
): string {
  const ofEach = sayOfEach(path, rule, unsaid);
  if (ofEach !== undefined) return ofEach;
  const owners = unsaid.length === 0 ? [...rule.holdsKeyOf, "user:ID"] : unsaid;
  const holds = `holdsKeyOf: ${list([...new Set([...rule.holdsKeyOf, ...owners])])}`;
  const whose = unsaid.length === 0 ? ", with whose key it is for ID" : "";
  const texts = new Set(rule.groups.flat().flatMap(({ expressions }) => expressions));
  // Of a rule that was told by fleet.json, nobody knows how its readers are written.
  if (rule.template === path || texts.size === 0) return `Write ${holds} in its rule${whose}.`;
  if (rule.groups.length > 1) {
    return `Declare a rule with its groups for ${quote(path)} alone, and write ${holds} in it${whose}.`;
  }
  const operators = [...keyring.recipients.keys()].filter((one) => one.startsWith("operator:"));
  const readers = operators.every((one) => texts.has(one))
    ? [...texts].filter((text) => !operators.includes(text))
    : [...texts];
  const isAll = readers.length < texts.size || operators.length === 0;
  const parts = [
    `path: ${JSON.stringify(path)}`,
    `readers: ${list(readers.length === 0 ? ["operators"] : readers.sort(compareNames))}`,
    ...(isAll ? [] : ["operators: false"]),
    ...(rule.cryptRule === undefined ? [] : [cryptText(rule.cryptRule)]),
    holds,
  ];
  return `Declare a rule for it alone in secrets.files${whose}: { ${parts.join(", ")} }`;
}

/**
 * What to write in a rule for a file of each host or user where the key is of that very one: it is so of all of
 * its files at once.
 */
function sayOfEach(path: string, rule: FileRule, unsaid: readonly string[]): string | undefined {
  const [owner = "", ...others] = unsaid;
  const [, kind = "", id = ""] = /^(host|user):(.*)$/s.exec(owner) ?? [];
  const placeholder = `{${kind}}`;
  const isOfOwner = rule.template.replaceAll(placeholder, id) === path;
  if (others.length > 0 || !rule.template.includes(placeholder) || !isOfOwner) return undefined;
  if (rule.origin === undefined) return undefined;
  const holds = list([...new Set([...rule.holdsKeyOf, `${kind}:${placeholder}`])]);
  return `Write holdsKeyOf: ${holds} in the rule for ${quote(rule.template)}, which says so of each of its files.`;
}

function cryptText({ field, value }: NonNullable<FileRule["cryptRule"]>): string {
  return `cryptRule: { field: ${JSON.stringify(field)}, value: ${JSON.stringify(value)} }`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}
