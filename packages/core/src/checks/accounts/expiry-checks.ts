import {
  countDays,
  createOnce,
  type Diagnostic,
  formatPath,
  isDay,
  type Path,
  quote,
} from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import type { Fleet, Placement } from "../../parse/fleet.ts";
import { isGap } from "../../parse/gaps.ts";
import type { QueriedFleet } from "../../queries/queried-fleet.ts";
import { canEndWith } from "../../resolve/accounts/expiry.ts";
import type { DeclaredContext } from "../check.ts";

/** The last day of an account is a day. */
export function* expiriesAreDays({ fleet, differing }: DeclaredContext): Iterable<Diagnostic> {
  for (const [id, { own }] of fleet.users) yield* expiry(own.expires, ["users", id, "expires"]);
  for (const { own, path } of differing) yield* expiry(own.expires, [...path, "expires"]);
}

function* expiry(text: string | undefined, path: Path): Iterable<Diagnostic> {
  if (text === undefined || canEndWith(text)) return;
  const message = isDay(text)
    ? `No account can end with ${quote(text)}.`
    : `${quote(text)} is no day.`;
  const help =
    'Write the last day on which somebody logs in as year, month and day: expires: "2027-06-30".';
  yield coreCodes.create("bad-expiry", message, { path, help });
}

/** Accounts end on NixOS alone: a placement elsewhere cannot say when, nor a user who is nowhere else. */
export function* expiriesAreOnNixos({ fleet }: DeclaredContext): Iterable<Diagnostic> {
  for (const { id, platform, placements } of fleet.hosts.values()) {
    if (platform === "nixos" || isGap(fleet.gaps, ["hosts", id, "system"])) continue;
    for (const placement of placements.values()) {
      if (placement.own.expires !== undefined) yield offNixos(id, placement);
    }
  }
  const ending = [...fleet.users].filter(([, { own }]) => own.expires !== undefined);
  if (ending.length === 0) return;
  const mayBeOnNixos = createNixosQuestion(fleet);
  for (const [id] of ending) {
    if (mayBeOnNixos(id)) continue;
    const message = `None of the accounts of ${quote(id)} is on NixOS, and only NixOS ends accounts.`;
    const help = "Leave it out, and take the user out of the hosts when the day has come.";
    yield coreCodes.create("expiry-off-nixos", message, { path: ["users", id, "expires"], help });
  }
}

/** Asks whether somebody has an account on NixOS, or none at all, which is told elsewhere, or nobody knows. */
export function createNixosQuestion({ gaps, hosts, strayUsers }: Fleet): (user: string) => boolean {
  const isVague =
    isGap(gaps, ["hosts"]) || [...hosts.keys()].some((id) => isGap(gaps, ["hosts", id, "users"]));
  const onNixos = new Set<string>();
  const elsewhere = new Set<string>();
  for (const { id, platform, placements } of hosts.values()) {
    const isNixos = platform === "nixos" || isGap(gaps, ["hosts", id, "system"]);
    for (const user of placements.keys()) (isNixos ? onNixos : elsewhere).add(user);
  }
  return (user) =>
    isVague ||
    strayUsers.has(user) ||
    isGap(gaps, ["users", user, "hosts"]) ||
    onNixos.has(user) ||
    !elsewhere.has(user);
}

function offNixos(host: string, { path }: Placement): Diagnostic {
  const message = `The host ${quote(host)} is not NixOS, and only NixOS ends accounts.`;
  const help = "Leave it out here, and take the user out of the host when the day has come.";
  return coreCodes.create("expiry-off-nixos", message, { path: [...path, "expires"], help });
}

/**
 * What is said on a day of accounts that end: an error once the last day has passed, since somebody who is still
 * declared cannot log in, and a warning before, when that is near. Each place once, with the first host.
 */
export function* describeExpiries(fleet: QueriedFleet, day: string): Iterable<Diagnostic> {
  if (!isDay(day)) return;
  const { warnDaysBefore } = fleet.declared.policy;
  const isNew = createOnce();
  for (const { path, last, whose, place } of listEnds(fleet)) {
    const left = countDays(day, last);
    if (left > warnDaysBefore || !isNew(path)) continue;
    const disabled = formatPath([...place, "isDisabled"]);
    const help = `Where it goes on, give it another day: ${formatPath(path)}: "…". Where it has ended, take it out, or disable it and keep its uid: ${disabled}: true.`;
    yield describe({ whose, last, left, day }, { path, help });
  }
}

interface End {
  readonly path: Path;
  readonly last: string;
  readonly whose: string;
  /** What can be disabled: the user, or a placement. */
  readonly place: Path;
}

/** The accounts that end, and the people who log in as root alone and do that no longer. */
function* listEnds({ declared, resolved }: QueriedFleet): Iterable<End> {
  const asRoot = new Set<string>();
  for (const { id, accounts, root } of resolved.hosts.values()) {
    for (const { owners } of root.sshKeys) for (const owner of owners) asRoot.add(owner);
    for (const { user, expires } of accounts.values()) {
      if (expires?.path === undefined) continue;
      const isOfUser = expires.origin === "user";
      const where = isOfUser ? "" : ` to ${quote(id)}`;
      const whose = `${quote(user)} can log in${where}`;
      const placement = declared.hosts.get(id)?.placements.get(user);
      const isOwn = !isOfUser || placement?.own.isDisabled !== undefined;
      const place = isOwn && placement !== undefined ? placement.path : ["users", user];
      yield { path: expires.path, last: expires.value, whose, place };
    }
  }
  for (const [id, { own }] of declared.users) {
    if (own.expires === undefined || !canEndWith(own.expires)) continue;
    if (own.isDisabled === true || !asRoot.has(`user:${id}`)) continue;
    const whose = `${quote(id)} can log in`;
    const place = ["users", id];
    yield { path: [...place, "expires"], last: own.expires, whose, place };
  }
}

function describe(
  {
    whose,
    last,
    left,
    day,
  }: Readonly<Record<"whose" | "last" | "day", string>> & { readonly left: number },
  details: { readonly path: Path; readonly help: string },
): Diagnostic {
  if (left < 0) {
    const message = `That ${whose} ended with ${last}. It is ${day}.`;
    return coreCodes.create("account-ended", message, details);
  }
  const rest = left === 0 ? "today" : left === 1 ? "tomorrow" : `in ${left} days`;
  const message = `That ${whose} ends with ${last}, ${rest}. It is ${day}.`;
  return coreCodes.create("account-ends", message, details);
}
