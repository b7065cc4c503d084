import type { Project } from "@fleet/project";
import { lockPath, movesOf, parseLock, readAtHead } from "@fleet/project/internal";
import {
  type Keyring,
  listNames,
  type MovedReaders,
  moveReader,
  type NameSource,
  parseRecord,
  readAnchoredReaders,
  recallReaders,
  type SecretFile,
  type Secrets,
  type SecretsRecord,
} from "@fleet/secrets";
import { sopsYamlPath } from "@fleet/secrets/internal";

/** What may know whose the keys in files once were. */
export interface Naming {
  readonly files: readonly SecretFile[];
  readonly secrets: Secrets;
}

/**
 * Whether files name recipients of whom it is not known whose they are; those that a rule names as text
 * are none of them where only git could tell.
 */
export function hasUnnamed({ files, secrets }: Naming, isRuledNamed = true): boolean {
  const { owners, sshForms, former } = secrets.keyring;
  const seen = new Set<unknown>();
  let ruled: ReadonlySet<string> | undefined;
  for (const { header } of files) {
    if (header === undefined || seen.has(header.groups)) continue;
    seen.add(header.groups);
    for (const { id } of header.groups.flat()) {
      if (owners.has(id) || sshForms.has(id) || former?.has(id) === true) continue;
      if (!isRuledNamed) return true;
      ruled ??= listRuled(secrets);
      if (!ruled.has(id)) return true;
    }
  }
  return false;
}

function listRuled({ rules }: Secrets): Set<string> {
  const grants = rules.flatMap(({ groups }) => groups.flat());
  return new Set(grants.map(({ recipient }) => recipient.id));
}

/** The keyring with the names that the record and `.sops.yaml` of the work tree know, if any are needed. */
export function recallFromDisk(
  naming: Naming,
  {
    moved,
    record,
    readSopsYaml,
  }: {
    readonly moved: MovedReaders;
    readonly record: SecretsRecord;
    readonly readSopsYaml: () => string | undefined;
  },
): Keyring {
  const { keyring } = naming.secrets;
  if (!hasUnnamed(naming, false)) return keyring;
  const recorded = recallReaders(keyring, [{ source: lockPath, readers: listNames(record) }]);
  const secrets = { ...naming.secrets, keyring: recorded };
  if (!hasUnnamed({ ...naming, secrets }, false)) return recorded;
  const sopsYaml = readSopsYaml();
  if (sopsYaml === undefined) return recorded;
  const readers = moveReaders(readAnchoredReaders(sopsYaml), moved);
  return recallReaders(recorded, [{ source: sopsYamlPath, readers }]);
}

/** What the last commit knows of names; git is only asked in a repository. */
export async function readNamesAtHead({
  world,
  config,
  tracked,
  fleet,
}: Pick<Project, "world" | "config" | "tracked" | "fleet">): Promise<NameSource[]> {
  if (config === undefined || tracked === undefined) return [];
  const [lock, sopsYaml] = await Promise.all([
    readAtHead(world, config.root, lockPath),
    readAtHead(world, config.root, sopsYamlPath),
  ]);
  const sources: NameSource[] = [];
  const moved = movesOf({ fleet });
  if (lock !== undefined) {
    const record = parseRecord(parseLock(lock, lockPath).secrets, lockPath).value;
    sources.push({ source: `HEAD:${lockPath}`, readers: moveReaders(listNames(record), moved) });
  }
  if (sopsYaml !== undefined) {
    sources.push({
      source: `HEAD:${sopsYamlPath}`,
      readers: moveReaders(readAnchoredReaders(sopsYaml), moved),
    });
  }
  return sources;
}

/** Whose each key is, under the ids of now. */
function moveReaders(
  readers: ReadonlyMap<string, string>,
  moved: MovedReaders,
): ReadonlyMap<string, string> {
  return new Map([...readers].map(([id, reader]) => [id, moveReader(reader, moved)]));
}
