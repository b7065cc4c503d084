import { type Diagnostic, type Path, quote, suggestName } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { SeenContent } from "../comparison/plain-file.ts";
import { canOpen } from "../comparison/sync-need.ts";
import type { ValueType } from "../files/file-values.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { SecretUse } from "../wiring/wiring.ts";
import { editFile, encryptPlainFile, makeFile } from "./cures.ts";

/** What is known of the files that secrets come from. */
export interface UsedFiles {
  readonly files: ReadonlyMap<string, SecretFile>;
  /** The keys that each file holds, as `readSecretKeys` has them; not there when unknown. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  readonly keyring: Keyring;
  /** What is of note in the content of files, by path. */
  readonly contents: ReadonlyMap<string, SeenContent>;
}

/** All secrets that cannot be delivered: no such file or key, or no key of the reader to open it with. */
export function* checkUses(uses: readonly SecretUse[], known: UsedFiles): Iterable<Diagnostic> {
  const unreadable = new Map<string, number>();
  const isThere = ({ file }: SecretUse) => known.files.get(file)?.header !== undefined;
  for (const use of uses) {
    const isReadable = isOpenTo(use, known);
    // A file that is not made yet says nothing of the reader's key.
    if (!isReadable && isThere(use)) {
      unreadable.set(use.reader, (unreadable.get(use.reader) ?? 0) + 1);
    }
    yield* checkUse(use, known, isReadable);
  }
  for (const [reader, count] of unreadable) {
    const all = uses.filter((use) => use.reader === reader && isThere(use)).length;
    if (count < all || all < 2) continue;
    yield secretsCodes.create(
      "unreadable-host",
      `${reader} can read none of the ${all} secrets it declares.`,
      {
        path: placeOfReader(reader),
        help: "Compare its declared key with the one it has: `ssh-keyscan -t ed25519 HOST`; then run `fleet secrets sync`.",
      },
    );
  }
}

/** Where a host or user is declared: a secret of it may be declared elsewhere, as that of a password. */
function placeOfReader(reader: string): Path {
  const [kind, id = ""] = reader.split(/:(.*)/s);
  return [`${kind}s`, id];
}

function* checkUse(use: SecretUse, known: UsedFiles, isReadable: boolean): Iterable<Diagnostic> {
  const { name, reader, origin, file, key } = use;
  const there = known.files.get(file);
  const what = `The secret ${quote(name)} of ${reader}`;
  if (there?.header === undefined) {
    // A broken file has its own finding.
    if (there === undefined || there.problems.length === 0) yield missingFile(use, known);
    return;
  }
  if (!isReadable) {
    yield secretsCodes.create(
      "unreadable-secret",
      `${what} comes from ${quote(file)}, which ${reader} cannot decrypt.`,
      { path: origin, help: "Let it read the file by a rule, and run `fleet secrets sync`." },
    );
  }
  const isTree = there.format === "yaml" || there.format === "json";
  if (there.format === "json" && key.includes("/")) {
    yield secretsCodes.create(
      "unsuitable-secret",
      `${what} is nested in a JSON file (${quote(key)}), where sops-nix finds only keys at the top.`,
      { path: origin, help: "Keep it in a YAML file, or at the top." },
    );
    return;
  }
  const keys = known.keys.get(file);
  if (isTree && key !== "" && keys !== undefined) yield* checkKey(use, keys);
}

function missingFile(
  { name, reader, origin, file }: SecretUse,
  { files, contents }: UsedFiles,
): Diagnostic {
  const isThere = files.has(file);
  const state = isThere ? "is not encrypted by sops" : "does not exist";
  const make = isThere ? encryptPlainFile(file, contents.get(file)) : makeFile(file);
  return secretsCodes.create(
    "missing-secret",
    `The secret ${quote(name)} of ${reader} comes from ${quote(file)}, which ${state}.`,
    { path: origin, help: `Run ${make}, or name another file.` },
  );
}

/** Whether sops-nix finds the key, and a text there: it delivers nothing else (sops-install-secrets/main.go). */
function* checkKey(
  { name, reader, origin, file, key }: SecretUse,
  keys: ReadonlyMap<string, ValueType>,
): Iterable<Diagnostic> {
  const what = `The secret ${quote(name)} of ${reader} is ${quote(key)} in ${quote(file)}`;
  const type = keys.get(key);
  const edit = editFile(file);
  if (type !== undefined) {
    if (type === "str" || type === "plain") return;
    yield secretsCodes.create(
      "unsuitable-secret",
      `${what}, which is ${typeNames[type]}: sops-nix delivers nothing but texts, and fails when the system is activated.`,
      { path: origin, help: `Write it in double quotes with ${edit}, such as "1234".` },
    );
  } else if ([...keys.keys()].some((held) => held.startsWith(`${key}/`))) {
    yield secretsCodes.create("unsuitable-secret", `${what}, which is no single value.`, {
      path: origin,
      help: suggestName(key, [...keys.keys()], "key"),
    });
  } else {
    yield secretsCodes.create("missing-secret", `${what}, which has no such key.`, {
      path: origin,
      help: `${suggestName(key, [...keys.keys()], "key")} Or add it with ${edit}.`,
    });
  }
}

const typeNames: { readonly [T in Exclude<ValueType, "str" | "plain">]: string } = {
  int: "a number",
  float: "a number",
  bool: "true or false",
  bytes: "no text",
  time: "a time",
  comment: "a comment",
};

function isOpenTo({ reader, file }: SecretUse, { files, keyring }: UsedFiles): boolean {
  const header = files.get(file)?.header;
  const own = new Set((keyring.recipients.get(reader) ?? []).map(({ id }) => id));
  const groups = (header?.groups ?? []).map((group) => group.map(({ id }) => id));
  return canOpen(groups, header?.threshold, own);
}
