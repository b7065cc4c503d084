import type { Host } from "../../parse/fleet.ts";
import type { decideUid } from "../decisions.ts";
import type { Account, Decided } from "../resolved-fleet.ts";

/** What decides about a uid that nobody declares. */
interface OtherUids {
  readonly ofLedger: Decided<number> | undefined;
  /** What leaves it to the machine where the ledger has none. */
  readonly ofDefaults: Decided<"machine"> | undefined;
}

/** The uid that is declared, or else the ledger's, which has none for those whom the defaults leave out; none where it is left to the machine. */
export function resolveUid(
  declared: ReturnType<typeof decideUid>,
  { platform }: Pick<Host, "platform">,
  { ofLedger, ofDefaults }: OtherUids,
): Pick<Account, "uid" | "uidOfMachine"> {
  if (declared === undefined) {
    return { uid: ofLedger, uidOfMachine: ofLedger === undefined ? ofDefaults : undefined };
  }
  const { value } = declared;
  if (value !== "machine") return { uid: { ...declared, value }, uidOfMachine: undefined };
  const isNixos = platform === "nixos";
  return { uid: undefined, uidOfMachine: isNixos ? { ...declared, value } : undefined };
}
