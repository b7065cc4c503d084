import type { Host } from "../parse/fleet.ts";
import type { decideUid } from "./decisions.ts";
import type { Account, Decided } from "./resolved-fleet.ts";

/** The uid that is declared, or else the one of the ledger; none where it is left to the machine. */
export function resolveUid(
  declared: ReturnType<typeof decideUid>,
  { platform }: Pick<Host, "platform">,
  ofLedger: Decided<number> | undefined,
): Pick<Account, "uid" | "uidOfMachine"> {
  if (declared === undefined) return { uid: ofLedger, uidOfMachine: undefined };
  const { value } = declared;
  if (value !== "machine") return { uid: { ...declared, value }, uidOfMachine: undefined };
  const isNixos = platform === "nixos";
  return { uid: undefined, uidOfMachine: isNixos ? { ...declared, value } : undefined };
}
