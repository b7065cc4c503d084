import type { Host } from "../../parse/fleet.ts";
import type { Decided } from "../resolved-fleet.ts";

/**
 * Whether programs of an account run while nobody is logged in, as far as it is declared, and only on NixOS. Where the
 * account is disabled, what has been switched on before is switched off.
 */
export function decideLinger(
  { platform }: Pick<Host, "platform">,
  declared: Decided<boolean> | undefined,
  isDisabled: Decided<boolean>,
): Decided<boolean> | undefined {
  if (platform !== "nixos" || declared === undefined) return undefined;
  return isDisabled.value ? { ...isDisabled, value: false } : declared;
}
