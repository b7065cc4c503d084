import type { SubordinateIdsDeclaration } from "../../declaration/people/account-declaration.ts";
import type { Host } from "../../parse/fleet.ts";
import type { Decided } from "../resolved-fleet.ts";

/** Subordinate ids of an account: a range, or in a word. */
export type SubordinateIds = "auto" | "none" | SubordinateRange;

/** As many ids as `count` says, from `start` on. */
export interface SubordinateRange {
  readonly start: number;
  readonly count: number;
}

/** How many one has who says no number, and whom NixOS gives them: as many as a container has that counts to 65535. */
export const usualCount = 65536;

/** The subordinate ids of an account, as far as they are declared, and only on NixOS. */
export function decideSubordinateIds(
  { platform }: Pick<Host, "platform">,
  declared: Decided<SubordinateIdsDeclaration> | undefined,
): Decided<SubordinateIds> | undefined {
  if (platform !== "nixos" || declared === undefined) return undefined;
  const { value } = declared;
  if (typeof value === "string") return { ...declared, value };
  return { ...declared, value: { start: value.start, count: value.count ?? usualCount } };
}
