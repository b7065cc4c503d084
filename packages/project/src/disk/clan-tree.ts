import { describeThrown } from "@fleet/diagnostics";
import type { ClanKeyFile, ClanKind, ClanLink, ClanTree } from "@fleet/secrets";
import { join } from "pathe";
import type { Disk, ListedEntry } from "../world/disk.ts";
import { decodeText } from "./bytes.ts";
import { pathInside, readLocalFile } from "./local-file.ts";

/** What is being gathered, and where from. */
interface Gathering {
  readonly disk: Disk;
  readonly root: string;
  /** What links may lead to, which needs no look at the disk. */
  readonly known: Set<string>;
  readonly oddities: Map<string, string>;
}

/** A folder and what is in it. */
interface ListedFolder {
  readonly path: string;
  readonly entries: readonly ListedEntry[];
}

/**
 * Reads the folders that clan lays out below a folder, which has a slash behind it or is "": the keys, and the
 * links that say who reads what; of secrets only that they are there. What is not as clan lays it out is told
 * and passed over. Nothing outside of the root is looked at.
 */
export function readClanTree(disk: Disk, root: string, folder: string): ClanTree {
  const gathering: Gathering = { disk, root, known: new Set(), oddities: new Map() };
  const sops = `${folder}sops`;
  const memberFolders = ["users", "machines"].flatMap((kind) =>
    listFolders(gathering, `${sops}/${kind}`),
  );
  const groupFolders = listFolders(gathering, `${sops}/groups`);
  for (const path of [...memberFolders, ...groupFolders]) gathering.known.add(path);
  const members = new Map(memberFolders.map((path) => [path, readKeyFile(gathering, path)]));
  const groups = new Map(
    groupFolders.map((path) => [
      path,
      readLinks(gathering, { path, entries: listEntries(gathering, path) }, ["users", "machines"]),
    ]),
  );
  const secrets = new Map(listSecrets(gathering, folder));
  return { folder, members, groups, secrets, oddities: gathering.oddities };
}

/** The files of `clan secrets`, then of vars, with the links that say who reads them. */
function* listSecrets(
  gathering: Gathering,
  folder: string,
): Iterable<readonly [string, readonly ClanLink[]]> {
  for (const path of listFolders(gathering, `${folder}sops/secrets`)) {
    yield* readSecret(gathering, { path, entries: listEntries(gathering, path) });
  }
  const machines = listFolders(gathering, `${folder}vars/per-machine`);
  for (const owner of [`${folder}vars/shared`, ...machines]) {
    for (const generator of listFolders(gathering, owner)) {
      for (const path of listFolders(gathering, generator)) yield* readVars(gathering, path);
    }
  }
}

/**
 * The var of a folder and those below it: slashes in the names of vars and generators are folders (`rel_dir` in
 * `clan_lib/vars/_types.py`), and a var `keys` may lie around a var `keys/mok`.
 */
function* readVars(
  gathering: Gathering,
  path: string,
): Iterable<readonly [string, readonly ClanLink[]]> {
  const entries = listEntries(gathering, path);
  const own = [...readSecret(gathering, { path, entries })];
  yield* own;
  const parts = new Set<string>(own.length === 0 ? [] : ["secret", ...kinds]);
  const others = entries.filter(
    ({ name, kind }) => !parts.has(name) && (kind === "folder" || name !== "value"),
  );
  for (const inner of pickFolders(gathering, path, others)) yield* readVars(gathering, inner);
}

/** The three folders of links. */
const kinds: readonly ClanKind[] = ["users", "machines", "groups"];

function* readSecret(
  gathering: Gathering,
  folder: ListedFolder,
): Iterable<readonly [string, readonly ClanLink[]]> {
  if (!folder.entries.some(({ name, kind }) => name === "secret" && kind !== "folder")) return;
  yield [`${folder.path}/secret`, readLinks(gathering, folder, kinds)];
}

/** The folders in a folder, in order; a link to one is none, though clan would go through it. */
function listFolders(gathering: Gathering, path: string): string[] {
  return pickFolders(gathering, path, listEntries(gathering, path));
}

function pickFolders(
  gathering: Gathering,
  path: string,
  entries: readonly ListedEntry[],
): string[] {
  const folders: string[] = [];
  for (const { name, kind } of entries) {
    if (kind === "folder") folders.push(`${path}/${name}`);
    else if (kind === "link") {
      gathering.oddities.set(
        `${path}/${name}`,
        "is a link where clan has a folder, and was not followed",
      );
    }
  }
  return folders.sort();
}

/** What a folder holds; nothing where there is none. */
function listEntries({ disk, root, oddities }: Gathering, path: string): readonly ListedEntry[] {
  const whole = join(root, path);
  try {
    const entry = disk.inspect(whole);
    if (entry === undefined) return [];
    if (entry.kind === "folder") return disk.list(whole);
    oddities.set(path, "is no folder, and was not looked at");
  } catch (error) {
    oddities.set(path, `may not be read: ${describeThrown(error)}`);
  }
  return [];
}

function readKeyFile({ disk, root }: Gathering, folder: string): ClanKeyFile {
  const name = `${folder}/key.json`;
  const path = join(root, name);
  try {
    if (disk.inspect(path) === undefined) return { problem: "It is not there." };
  } catch (error) {
    return { problem: `It may not be read: ${describeThrown(error)}.` };
  }
  const file = readLocalFile(disk, { root, path, name });
  return file.ok ? { text: decodeText(file.bytes) } : { problem: file.diagnostic.message };
}

/** The links in those of the folders of a secret or group that are there. */
function readLinks(
  gathering: Gathering,
  { path, entries }: ListedFolder,
  kinds: readonly ClanKind[],
): ClanLink[] {
  const links: ClanLink[] = [];
  for (const kind of kinds) {
    const own = `${path}/${kind}`;
    const entry = entries.find(({ name }) => name === kind);
    if (entry === undefined) continue;
    if (entry.kind !== "folder") {
      gathering.oddities.set(own, "is no folder, and was not looked at");
      continue;
    }
    for (const { name, kind: what } of listEntries(gathering, own)) {
      if (what === "link") links.push(readLink(gathering, own, { kind, name }));
      else if (!name.startsWith(".")) {
        gathering.oddities.set(`${own}/${name}`, "is no link, and clan passes it over");
      }
    }
  }
  return links;
}

/** Most links say in a plain path that they lead to a member or group; only of others the disk is asked. */
function readLink(
  { disk, root, known }: Gathering,
  folder: string,
  { kind, name }: Pick<ClanLink, "kind" | "name">,
): ClanLink {
  const path = `${folder}/${name}`;
  const whole = join(root, path);
  let said: string | undefined;
  try {
    said = resolveText(folder, disk.readLink(whole));
    if (said !== undefined && known.has(said)) {
      return { path, kind, name, target: said, isThere: true };
    }
    const real = pathInside(root, disk.resolve(whole));
    return { path, kind, name, target: real, isThere: real !== undefined };
  } catch {
    return { path, kind, name, target: said, isThere: false };
  }
}

/** A relative path from a folder of the tree; undefined where it leads out of it. */
function resolveText(folder: string, text: string): string | undefined {
  if (text.startsWith("/")) return undefined;
  const names = folder.split("/");
  for (const name of text.split("/")) {
    if (name === "..") {
      if (names.pop() === undefined) return undefined;
    } else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}
