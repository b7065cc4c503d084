import {
  countDays,
  createOnce,
  type Diagnostic,
  formatPath,
  isDay,
  type Path,
  quote,
} from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import type { Fleet, Placement } from "../parse/fleet.ts";
import { isGap } from "../parse/gaps.ts";
import type { QueriedFleet } from "../queries/queried-fleet.ts";
import { canEndWith } from "../resolve/expiry.ts";
import type { DeclaredContext } from "./check.ts";

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
export function* describeExpiries(
  { declared, resolved }: QueriedFleet,
  day: string,
): Iterable<Diagnostic> {
  if (!isDay(day)) return;
  const isNew = createOnce();
  for (const { id, accounts } of resolved.hosts.values()) {
    for (const { user, expires } of accounts.values()) {
      if (expires?.path === undefined) continue;
      const left = countDays(day, expires.value);
      if (left > declared.policy.warnDaysBefore || !isNew(expires.path)) continue;
      const isOfUser = expires.origin === "user";
      const whose = isOfUser
        ? `${quote(user)} can log in`
        : `${quote(user)} can log in to ${quote(id)}`;
      const help = `Where it goes on, give it another day: ${formatPath(expires.path)}: "…". Where it has ended, take the account out, or say \`isDisabled: true\` of it.`;
      yield describe({ whose, last: expires.value, left, day }, { path: expires.path, help });
    }
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
