import { nearestName, quote } from "@fleet/diagnostics";
import type { LockDamage } from "./lock-text.ts";

const ownParts = ["secrets", "uids", "version"];

/** What only the parts of this fleet hold, and where that belongs. */
const ownKeys: ReadonlyMap<string, string> = new Map([
  ["accounts", "uids"],
  ["tombstones", "uids"],
  ["freed", "uids"],
  ["seen", "secrets"],
  ["debts", "secrets"],
]);

/**
 * The parts of a lock file that other versions of fleet could have written, and that are this one's own under
 * another name: passing over them would lose what is remembered.
 */
export function findLostParts(others: Readonly<Record<string, unknown>>): LockDamage[] {
  return Object.entries(others).flatMap(([key, value]): LockDamage[] => {
    const part = ownKeys.get(key) ?? nearestName(key, ownParts) ?? partLike(value);
    if (part === undefined) return [];
    const message = `It knows no part ${quote(key)}, and what that holds looks like ${quote(part)}.`;
    const help = ownKeys.has(key)
      ? `Put it back into ${quote(part)}, or restore the file from git: git restore --source=HEAD -- fleet.lock.json`
      : `Write ${quote(part)} in the place of ${quote(key)}, or restore the file from git: git restore --source=HEAD -- fleet.lock.json`;
    return [{ message, help }];
  });
}

/** The part whose keys a value has, at any depth that a person could move it to. */
function partLike(value: unknown, depth = 0): string | undefined {
  if (typeof value !== "object" || value === null || depth > 3) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const part = ownKeys.get(key) ?? (isUidLine(key, inner) ? "uids" : partLike(inner, depth + 1));
    if (part !== undefined) return part;
  }
  return undefined;
}

/** Whether it is a line of the ledger, such as `"1000": "keith"` or `"studio/502": "keith"`. */
function isUidLine(key: string, value: unknown): boolean {
  return typeof value === "string" && /^(?:[^/]+\/)?[1-9]\d{2,9}$/.test(key);
}
