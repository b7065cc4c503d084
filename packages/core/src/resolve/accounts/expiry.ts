import { isDay } from "@fleet/diagnostics";
import type { Host, Placement, User } from "../../parse/fleet.ts";
import { decide } from "../decisions.ts";
import type { Decided } from "../resolved-fleet.ts";
import { isDisabledOn } from "./disabled.ts";

const dayLength = 24 * 60 * 60 * 1000;

/** The day after a day, as `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return moveDay(day, 1);
}

/** The day before a day, as `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return moveDay(day, -1);
}

function moveDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** Whether an account can end with a day: shadow(5) counts days from 1970 on, and NixOS takes years of four digits. */
export function canEndWith(text: string): boolean {
  return isDay(text) && text >= "1970-01-02" && text < "9999-12-31";
}

/** The last day of an account: that of its placement, or the user's. Only NixOS ends accounts, and one that is disabled has ended. */
export function decideExpiry(
  { platform }: Pick<Host, "platform">,
  user: User,
  placement: Placement,
): Decided<string> | undefined {
  if (platform !== "nixos" || isDisabledOn(user, placement)) return undefined;
  const decided = decide(placement, user, "expires");
  return decided !== undefined && canEndWith(decided.value) ? decided : undefined;
}
