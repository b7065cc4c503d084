import { compareNames, type Diagnostic, type Path, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { Recipient } from "../keys/recipient.ts";
import { nameReader } from "../keys/recipient-name.ts";
import type { FileRule, Grant, KeyGroup } from "./file-rule.ts";
import { sectionOfReaders } from "./reader.ts";

/** A lost key must not take a file with it: once for each key and place, however many files it is alone in. */
export function* checkLoss(rules: readonly FileRule[]): Iterable<Diagnostic> {
  const alone = new Map<string, { reader: string; path: Path; files: string[] }>();
  for (const { groups, pattern, origin } of rules) {
    const [only] = groups[0] ?? [];
    if (groups.length !== 1 || groups[0]?.length !== 1 || only === undefined) continue;
    const path = origin ?? placeOfReader(only.reader);
    const key = JSON.stringify([only.recipient.id, path]);
    const known = alone.get(key) ?? { reader: only.reader, path, files: [] };
    known.files.push(pattern.text);
    alone.set(key, known);
  }
  for (const { reader, path, files } of alone.values()) {
    const [first = "", ...others] = files;
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    const lost = others.length === 0 ? "the file is lost" : "the files are lost";
    yield secretsCodes.create(
      "single-recipient",
      `Only ${nameReader(reader)} can decrypt ${quote(first)}${rest}: with that key ${lost}.`,
      {
        path,
        help: "Declare an operator with a recovery key that is kept offline, or a second key of the reader.",
      },
    );
  }
}

/** Where a user, host, service account or operator is declared: what a default rule says has no place but that of its reader. */
function placeOfReader(reader: string): Path {
  const [kind = "", id = ""] = reader.split(/:(.*)/s);
  return [sectionOfReaders(kind), id];
}

/** Somebody besides the readers must be able to decrypt something. */
export function* checkRecovery(rules: readonly FileRule[]): Iterable<Diagnostic> {
  const readers = rules.flatMap(({ groups }) => groups.flat()).map(({ reader }) => reader);
  if (readers.length === 0 || readers.some((reader) => reader.startsWith("operator:"))) return;
  yield secretsCodes.create(
    "no-recovery-key",
    "No operator can decrypt any file: when the readers' keys are lost, so are the secrets.",
    {
      path: ["operators"],
      help: "Declare `operators` with a key that is kept offline: `age-keygen` makes one.",
    },
  );
}

interface Weakened {
  readonly grant: Grant;
  readonly origin: Path;
  readonly paths: string[];
  readonly others: Set<string>;
}

/**
 * Each post-quantum key that stands beside others: sops gives each recipient a wrap of its own
 * (age/keysource.go, Encrypt), so that a file is as strong as its weakest.
 */
export function* checkStrength(
  rules: readonly FileRule[],
  places: ReadonlyMap<string, Path>,
): Iterable<Diagnostic> {
  const weakened = new Map<string, Weakened>();
  for (const { groups, pattern, origin = [] } of rules) {
    for (const group of groups) {
      const others = listClassic(group);
      if (others.length === 0) continue;
      for (const grant of group.filter(({ recipient }) => recipient.kind === "post-quantum")) {
        const { id } = grant.recipient;
        const known = weakened.get(id) ?? { grant, origin, paths: [], others: new Set() };
        known.paths.push(pattern.text);
        for (const other of others) known.others.add(other);
        weakened.set(id, known);
      }
    }
  }
  for (const [id, one] of weakened) yield isWeakened(one, places.get(id) ?? one.origin);
}

function listClassic(group: KeyGroup): string[] {
  return group.flatMap(({ reader, recipient }) => (isClassic(recipient) ? nameReader(reader) : []));
}

/** Of plugins and key services it is not known. */
function isClassic({ kind, type }: Recipient): boolean {
  return kind === "x25519" || kind === "ssh-ed25519" || kind === "ssh-rsa" || type === "pgp";
}

function isWeakened({ grant, paths, others }: Weakened, path: Path): Diagnostic {
  const [first] = paths;
  const rest = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  const names = [...others].sort(compareNames);
  const listed = names.slice(0, 3).join(", ");
  const hidden = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return secretsCodes.create(
    "mixed-strength",
    `The key of ${nameReader(grant.reader)} is post-quantum, but ${quote(first)}${rest} can also be decrypted with keys that are not: of ${listed}${hidden}.`,
    {
      path,
      help: "A file is as strong as the weakest of its keys: give the others such keys, too (`age-keygen -pq`).",
    },
  );
}
