import type { Path } from "@fleet/diagnostics";
import type { ComputedFleet } from "../../computed-fleet.ts";
import { type Comparison, placeOf } from "../facts/comparison.ts";
import type { ChangePlace } from "../planned-change.ts";
import type { AccountPair } from "./account-pair.ts";

/** Where it stands that somebody has an account on a host. */
export function placeOfAccount(
  comparison: Pick<Comparison, "before" | "after">,
  host: string,
  user: string,
): ChangePlace | undefined {
  return placeOf(comparison, (fleet) => pathOfPlacement(fleet, host, user));
}

/** The field of an account, and which item of a list in it. */
interface Value {
  readonly field: string;
  readonly item?: unknown;
}

/** Where a value of an account is decided; where nothing decides it, where it stands that there is the account. */
export function placeOfValue(
  comparison: Pick<Comparison, "before" | "after">,
  { host, user, hostBefore, userBefore }: AccountPair,
  value: Value,
): ChangePlace | undefined {
  const idsOf = (side: "before" | "after") =>
    side === "after" ? ([host, user] as const) : ([hostBefore, userBefore] as const);
  return (
    placeOf(comparison, (fleet, side) => pathOfValue(fleet, idsOf(side), value)) ??
    placeOf(comparison, (fleet, side) => pathOfPlacement(fleet, ...idsOf(side)))
  );
}

function pathOfPlacement({ declared }: ComputedFleet, host: string, user: string) {
  return declared.hosts.get(host)?.placements.get(user)?.path;
}

function pathOfValue(
  { resolved, homes }: ComputedFleet,
  [hostId, userId]: readonly [string, string],
  { field, item }: Value,
): Path | undefined {
  const account = resolved.hosts.get(hostId)?.accounts.get(userId);
  const home = homes.byHost.get(hostId)?.get(userId);
  if (account === undefined) return undefined;
  switch (field) {
    case "username":
    case "uid":
    case "homeDirectory":
    case "shell":
    case "isAdmin":
    case "isDisabled":
    case "expires":
    case "linger":
    case "password":
    case "primaryGroup":
    case "subordinateIds":
      return account[field]?.path;
    case "groups":
      return account.groups.find(({ value }) => value === item)?.path;
    case "services":
      return account.codeServer?.path;
    case "mode":
    case "profile":
    case "stateVersion":
      return home?.[field].path;
    case "fullName":
    case "email":
    case "description":
    case "data":
    case "sshKeys":
      return ["users", userId];
    default:
      return undefined;
  }
}
