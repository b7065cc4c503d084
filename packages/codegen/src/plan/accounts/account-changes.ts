import type { JsonRecord } from "../../fleet-json/json-value.ts";
import { type Comparison, hideHash, tellUntold } from "../facts/comparison.ts";
import { type FieldDifference, listDifferences } from "../facts/field-differences.ts";
import type { DraftChange } from "../planned-change.ts";
import { compareGroups, compareKeys, compareServices } from "./account-lists.ts";
import type { AccountPair } from "./account-pair.ts";
import { placeOfAccount, placeOfValue } from "./account-places.ts";
import { holdsRoot, isLockedOut, summarizeAccount } from "./account-standing.ts";
import { compareHomes } from "./home-changes.ts";

/** An account that is only on one side. */
export function describeOneSided(
  comparison: Comparison,
  {
    kind,
    host,
    user,
    hostBefore = host,
    userBefore = user,
    platform,
    account,
  }: {
    readonly kind: "account-created" | "account-deleted";
    readonly host: string;
    readonly user: string;
    /** What they were called before. Default: as they are now. */
    readonly hostBefore?: string;
    readonly userBefore?: string;
    readonly platform: unknown;
    readonly account: JsonRecord;
  },
): DraftChange {
  const isNew = kind === "account-created";
  const value = summarizeAccount(account);
  return {
    kind,
    host,
    who: `user:${user}`,
    what: String(platform),
    ...(isNew ? { after: value } : { before: value }),
    root: holdsRoot(account) ? (isNew ? "gained" : "lost") : undefined,
    place: isNew
      ? placeOfAccount(comparison, host, user)
      : placeOfAccount(comparison, hostBefore, userBefore),
  };
}

/** What changes about an account that stays. What follows from another change of it is said by that alone. */
export function* compareAccounts(comparison: Comparison, pair: AccountPair): Iterable<DraftChange> {
  const { before, after } = pair;
  const differences = listDifferences(before, after, { scope: "account", sides: comparison });
  if (differences.length === 0) return;
  const standing = compareStanding(comparison, pair, differences);
  yield* standing;
  const isToggled = standing.some(
    ({ kind }) => kind === "account-disabled" || kind === "account-enabled",
  );
  const changed = new Set(differences.map(({ field }) => field));
  for (const difference of differences) {
    const { field, untold } = difference;
    if (isToggled && ofWhoLogsIn.has(field)) continue;
    const cause = causes.get(field);
    if (cause !== undefined && changed.has(cause)) continue;
    if (field === "description" && isFullName(before) && isFullName(after)) continue;
    if (untold !== undefined) {
      yield tellUntold(difference, aboutOf(comparison, pair, field));
      continue;
    }
    yield* compareField(comparison, pair, difference);
  }
}

/** What a disabled account has none of. */
const ofWhoLogsIn: ReadonlySet<string> = new Set([
  "isDisabled",
  "isAdmin",
  "groups",
  "sshKeys",
  "services",
  "password",
  "shell",
  "home",
]);

/** Fields that follow from others. */
const causes: ReadonlyMap<string, string> = new Map([
  ["lockedFrom", "expires"],
  ["isDefaultShell", "shell"],
  ["hasOwnGroup", "primaryGroup"],
]);

function isFullName({ description, fullName }: JsonRecord): boolean {
  return description === fullName;
}

/** Who can log in no more, or again: the account's life cycle. */
function compareStanding(
  comparison: Comparison,
  pair: AccountPair,
  differences: readonly FieldDifference[],
): DraftChange[] {
  const { before, after, isManaged } = pair;
  const about = aboutOf(comparison, pair, "isDisabled");
  const isTold = (name: string) =>
    !differences.some(({ field, untold }) => field === name && untold !== undefined);
  const [wasDisabled, isDisabled] = [before, after].map((one) => one["isDisabled"] === true);
  if (wasDisabled !== isDisabled && isTold("isDisabled")) {
    const root = rootOf({ isNow: !isDisabled, holds: holdsRoot(isDisabled ? before : after) });
    return [{ kind: isDisabled ? "account-disabled" : "account-enabled", ...about, root }];
  }
  // What a Mac, or a host without fleet's accounts, has of passwords nobody knows.
  if (!isManaged || isDisabled || !isTold("sshKeys") || !isTold("password")) return [];
  const [was, is] = [isLockedOut(before), isLockedOut(after)];
  if (was === is || was === undefined || is === undefined) return [];
  const root = rootOf({ isNow: !is, holds: holdsRoot(is ? before : after) });
  const place = aboutOf(comparison, pair, "sshKeys");
  return [{ kind: is ? "account-locked-out" : "account-unlocked", ...place, root }];
}

function rootOf({ isNow, holds }: { readonly isNow: boolean; readonly holds: boolean }) {
  if (!holds) return undefined;
  return isNow ? "gained" : "lost";
}

type About = Pick<DraftChange, "host" | "who" | "place">;

function aboutOf(comparison: Comparison, pair: AccountPair, field: string): About {
  const { host, user } = pair;
  return { host, who: `user:${user}`, place: placeOfValue(comparison, pair, { field }) };
}

/** The kinds of changes of single values. */
const valueKinds = {
  username: "login-changed",
  uid: "uid-changed",
  homeDirectory: "home-directory-changed",
  shell: "shell-changed",
  expires: "last-day-changed",
  password: "password-changed",
  primaryGroup: "primary-group-changed",
} as const;

/** What is for people to read, and changes nothing that anybody can do. */
const details: ReadonlySet<string> = new Set(["data", "description", "email", "fullName"]);

function* compareField(
  comparison: Comparison,
  pair: AccountPair,
  difference: FieldDifference,
): Iterable<DraftChange> {
  const { field, before, after } = difference;
  const about = aboutOf(comparison, pair, field);
  switch (field) {
    case "isAdmin": {
      const isNow = after === true;
      yield {
        kind: isNow ? "admin-gained" : "admin-lost",
        ...about,
        root: rootOf({ isNow, holds: true }),
      };
      return;
    }
    case "groups":
      yield* compareGroups(comparison, pair, difference);
      return;
    case "sshKeys":
      yield* compareKeys(about, pair, difference);
      return;
    case "services":
      yield* compareServices(about, difference);
      return;
    case "home":
      yield* compareHomes(comparison, pair, difference);
      return;
    case "isDefaultShell":
      yield { kind: "detail-changed", ...about, what: field, ...valuesOf(difference) };
      return;
    default: {
      const kind = Object.hasOwn(valueKinds, field)
        ? new Map(Object.entries(valueKinds)).get(field)
        : undefined;
      if (kind !== undefined) {
        yield { kind, ...about, before: hideHash(before), after: hideHash(after) };
        return;
      }
      const other = details.has(field) ? "detail-changed" : "setting-changed";
      yield { kind: other, ...about, what: field, ...valuesOf(difference) };
    }
  }
}

function valuesOf({ before, after }: FieldDifference): Pick<DraftChange, "before" | "after"> {
  return { before: hideHash(before), after: hideHash(after) };
}
