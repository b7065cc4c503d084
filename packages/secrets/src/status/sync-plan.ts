import { compareNames } from "@fleet/diagnostics";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipient } from "../keys/recipient-name.ts";
import type { FileStatus } from "./file-status.ts";

/** What bringing one file in line does, by the names of readers. All lists are in order, each name once. */
export interface SyncPlan {
  readonly path: string;
  /** Who can decrypt the file only afterwards. */
  readonly gains: readonly string[];
  /** Who can decrypt it now, and no longer afterwards. */
  readonly loses: readonly string[];
  /** Whose old key gives way to another one. */
  readonly replaces: readonly string[];
}

/** Says what a sync would do to a file. All lists are empty when only groups or comments change. */
export function planSync(
  { file, missing, stale, unknown }: FileStatus,
  keyring: Keyring,
): SyncPlan {
  const named = (ids: readonly string[]) =>
    [...new Set(ids.map((id) => nameRecipient(keyring, id)))].sort(compareNames);
  const [coming, going] = [named(missing), named([...stale, ...unknown])];
  return {
    path: file.path,
    gains: coming.filter((name) => !going.includes(name)),
    loses: going.filter((name) => !coming.includes(name)),
    replaces: coming.filter((name) => going.includes(name)),
  };
}
