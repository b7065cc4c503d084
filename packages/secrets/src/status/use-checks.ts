import { type Diagnostic, quote, shellWord, suggestName } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { ValueType } from "../files/file-values.ts";
import type { SecretFile } from "../files/secret-file.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { SecretUse } from "../wiring/wiring.ts";
import { canOpen } from "./sync-need.ts";

/** What is known of the files that secrets come from. */
export interface UsedFiles {
  readonly files: ReadonlyMap<string, SecretFile>;
  /** The keys that each file holds, as `readSecretKeys` has them; not there when unknown. */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  readonly keyring: Keyring;
}

/** All secrets that cannot be delivered: no such file or key, or no key of the reader to open it with. */
export function* checkUses(uses: readonly SecretUse[], known: UsedFiles): Iterable<Diagnostic> {
  const unreadable = new Map<string, number>();
  for (const use of uses) {
    const isReadable = isOpenTo(use, known);
    if (!isReadable) unreadable.set(use.reader, (unreadable.get(use.reader) ?? 0) + 1);
    yield* checkUse(use, known, isReadable);
  }
  for (const [reader, count] of unreadable) {
    const all = uses.filter((use) => use.reader === reader).length;
    if (count < all || all < 2) continue;
    yield secretsCodes.create(
      "unreadable-host",
      `${reader} can read none of the ${all} secrets it declares.`,
      {
        path: uses.find((use) => use.reader === reader)?.origin.slice(0, 2) ?? [],
        help: "Compare its declared key with the one it has: `ssh-keyscan -t ed25519 HOST`; then run `fleet secrets sync`.",
      },
    );
  }
}

function* checkUse(use: SecretUse, known: UsedFiles, isReadable: boolean): Iterable<Diagnostic> {
  const { name, reader, origin, file, key } = use;
  const there = known.files.get(file);
  const what = `The secret ${quote(name)} of ${reader}`;
  if (there?.header === undefined) {
    const state = there === undefined ? "does not exist" : "is not encrypted by sops";
    yield secretsCodes.create(
      "missing-secret",
      `${what} comes from ${quote(file)}, which ${state}.`,
      { path: origin, help: `Run \`sops edit ${shellWord(file)}\`, or name another file.` },
    );
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
  if (!isTree || key === "" || keys === undefined || keys.has(key)) return;
  const isBranch = [...keys.keys()].some((held) => held.startsWith(`${key}/`));
  yield secretsCodes.create(
    isBranch ? "unsuitable-secret" : "missing-secret",
    isBranch
      ? `${what} is ${quote(key)} in ${quote(file)}, which is no single value.`
      : `${what} is ${quote(key)} in ${quote(file)}, which has no such key.`,
    { path: origin, help: suggestName(key, [...keys.keys()], "key") },
  );
}

function isOpenTo({ reader, file }: SecretUse, { files, keyring }: UsedFiles): boolean {
  const header = files.get(file)?.header;
  const own = new Set((keyring.recipients.get(reader) ?? []).map(({ id }) => id));
  const groups = (header?.groups ?? []).map((group) => group.map(({ id }) => id));
  return canOpen(groups, header?.threshold, own);
}
