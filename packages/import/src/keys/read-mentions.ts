import type { Disk } from "@fleet/project";
import { decodeText, readLocalFile } from "@fleet/project/internal";
import type { FoundOwner } from "../found/found-keys.ts";
import { findMentions } from "../owners/key-mentions.ts";

/** No list of keys that people write is larger, in bytes. */
const largest = 256 * 1024;

/** So many places of one key are told. */
const most = 4;

/** Where the keys of a repository are called by names in other files than `.sops.yaml`: lists in Nix, JSON, TOML and YAML, and files of public keys. */
export function readMentions(
  disk: Disk,
  root: string,
  { paths, ids }: { readonly paths: readonly string[]; readonly ids: ReadonlySet<string> },
): FoundOwner[] {
  const counts = new Map<string, number>();
  return paths.flatMap((path) => {
    if (!/\.(?:nix|json|toml|ya?ml|pub|txt)$|authorized_keys$/.test(path)) return [];
    if (/(?:^|\/)(?:\.sops\.ya?ml|package-lock\.json|flake\.lock)$/.test(path)) return [];
    if (sizeOf(disk, `${root}/${path}`) > largest) return [];
    const read = readLocalFile(disk, { root, path: `${root}/${path}`, name: path });
    if (!read.ok) return [];
    return findMentions(decodeText(read.bytes), path, ids).filter(({ recipients: [id = ""] }) => {
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return count <= most;
    });
  });
}

function sizeOf(disk: Disk, path: string): number {
  try {
    return disk.follow(path)?.size ?? Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
