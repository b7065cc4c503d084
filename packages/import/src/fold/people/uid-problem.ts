import { uidOwner } from "@fleet/core/internal";

/** What keeps a person from being declared with a uid, as half a sentence behind "a uid"; undefined where nothing does. */
export function uidProblem(uid: number, platform: "nixos" | "darwin"): string | undefined {
  const owner = uidOwner(uid, platform);
  if (owner !== undefined) return `that belongs to ${owner}`;
  const lowest = platform === "nixos" ? 1000 : 500;
  if (!Number.isSafeInteger(uid) || uid < lowest) return `below ${lowest}`;
  return uid < 2 ** 31 ? undefined : "above 2147483647";
}
