import { compareNames } from "@fleet/diagnostics";
import type { Json } from "@fleet/project";
import { decodeText } from "@fleet/project/internal";
import { basename, join } from "pathe";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import { isRecord, valueAt } from "../edits/declaration-edit.ts";
import type { Subject } from "../edits/mentions.ts";

/** Longer Nix files than this are not read, in bytes: then what they may mention is kept. */
const longestText = 1024 * 1024;

/**
 * The files with public keys that only a user or host takes keys from (`{ file: "users/ada.pub" }`), and that nothing
 * mentions afterwards: neither the declaration nor a Nix file. In order.
 */
export function listKeyFiles(opened: OpenedFleet, { kind, id }: Subject, after: Json): string[] {
  const { declaration, fleet } = opened;
  const own = new Set(listFiles(valueAt(declaration, [`${kind}s`, id]) ?? null));
  const placed = listPlacements(declaration, { kind, id }).flatMap(listFiles);
  const left = new Set(listFiles(after));
  const gone = [...new Set([...own, ...placed])].filter(
    (path) => fleet.files.has(path) && !left.has(path),
  );
  return gone.filter((path) => !isMentioned(opened, path)).sort(compareNames);
}

/** What hosts say of a user. */
function listPlacements(declaration: Json, { kind, id }: Subject): Json[] {
  const hosts = kind === "user" ? valueAt(declaration, ["hosts"]) : undefined;
  if (!isRecord(hosts)) return [];
  return Object.keys(hosts).flatMap((host) => {
    const placement = valueAt(declaration, ["hosts", host, "users", id]);
    return placement === undefined ? [] : [placement];
  });
}

/** The `file` of every key in a value. */
function listFiles(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(listFiles);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === "sshKeys" || key === "ageKeys" || key === "sshHostKey") && inner !== null
      ? listNamed(inner)
      : listFiles(inner),
  );
}

function listNamed(keys: Json): string[] {
  if (Array.isArray(keys)) return keys.flatMap(listNamed);
  if (!isRecord(keys)) return [];
  const { file } = keys;
  return typeof file === "string" ? [file] : Object.values(keys).flatMap(listNamed);
}

/** Whether a Nix file may read it, by its name. */
function isMentioned({ world: { disk }, root, fleet }: OpenedFleet, path: string): boolean {
  const name = basename(path);
  return [...fleet.files].some((file) => {
    if (!file.endsWith(".nix")) return false;
    const entry = disk.follow(join(root, file));
    if (entry?.kind !== "file") return false;
    return (
      (entry.size ?? 0) > longestText || decodeText(disk.read(join(root, file))).includes(name)
    );
  });
}
