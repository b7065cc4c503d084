import { generatedPaths } from "@fleet/codegen";
import { join } from "pathe";
import { asBuffer, decodeText } from "../disk/bytes.ts";
import type { FileChange } from "../disk/file-changes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import type { Project } from "../project.ts";
import { lockPath } from "./lock-text.ts";
import { moveSecrets, movesOf } from "./moved-lock.ts";

const sopsYamlPath = ".sops.yaml";
const notSecret: ReadonlySet<string> = new Set([...generatedPaths, lockPath]);

/**
 * The part of the lock file about secrets, with the names of the readers that a new `.sops.yaml` no
 * longer has, as the old one has them: of those whose keys files still know and nobody declares any
 * more. The part as it is where there are none, where it has their names already, or where it is damaged.
 */
export async function rememberLeaving(
  { world, config, fleet }: Project,
  changes: readonly FileChange[],
): Promise<unknown> {
  const part = fleet?.lock.secrets;
  const before = changes.find(({ path, kind }) => path === sopsYamlPath && kind !== "unchanged");
  if (config === undefined || fleet?.secrets === undefined || before?.before === undefined) {
    return part;
  }
  const { listNames, parseRecord, readAnchoredReaders, recallReaders } = await import(
    "@fleet/secrets"
  );
  const { keyring } = fleet.secrets.secrets;
  const { value: record, diagnostics } = parseRecord(part, lockPath);
  if (diagnostics.length > 0) return part;
  const known = listNames(record);
  const readers = readAnchoredReaders(decodeText(before.before));
  const { former } = recallReaders(keyring, [{ source: sopsYamlPath, readers }]);
  // Also of a key that a rule names by itself: the name has to be there when the rule no longer does.
  const leaving = [...(former ?? [])].flatMap(([id, { reader }]) =>
    known.has(id) ? [] : [[id, reader] as const],
  );
  if (leaving.length === 0) return part;
  const held = findHeld(
    leaving.map(([id]) => id),
    { world, root: config.root, paths: fleet.files },
  );
  const names = leaving.filter(([id]) => held.has(id));
  if (names.length === 0) return part;
  const remembered = { ...record, names: { ...record.names, ...Object.fromEntries(names) } };
  return moveSecrets(remembered, movesOf({ fleet }));
}

interface Held {
  readonly world: Project["world"];
  readonly root: string;
  readonly paths: ReadonlySet<string>;
}

/** Those of the recipients that stand in an encrypted file. */
function findHeld(ids: readonly string[], { world, root, paths }: Held): Set<string> {
  const held = new Set<string>();
  for (const path of paths) {
    if (notSecret.has(path)) continue;
    const read = readLocalFile(world.disk, { root, path: join(root, path), name: path });
    const bytes = read.ok ? asBuffer(read.bytes) : undefined;
    if (bytes?.includes("ENC[AES256_GCM,") !== true) continue;
    for (const id of ids) if (bytes.includes(textOf(id))) held.add(id);
    if (held.size === ids.length) break;
  }
  return held;
}

/** A recipient as it stands in a file: sops writes the type of a key that is not age's elsewhere. */
function textOf(id: string): string {
  return id.startsWith("pgp:") ? id.slice("pgp:".length) : id;
}
