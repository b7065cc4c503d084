import { compareNames } from "@fleet/diagnostics";
import type { JsonRecord } from "../../fleet-json/json-value.ts";
import { compareAccounts, describeOneSided } from "../accounts/account-changes.ts";
import { compareModules, compareWired } from "../accounts/home-changes.ts";
import { compareServiceAccounts } from "../accounts/service-account-changes.ts";
import { listReusedUids } from "../accounts/uid-reuse.ts";
import { type Comparison, type Pair, pairUp, placeOf, tellUntold } from "../facts/comparison.ts";
import { compareLists, type FieldDifference, listDifferences } from "../facts/field-differences.ts";
import { type HostFacts, listOf } from "../facts/fleet-facts.ts";
import type { DraftChange } from "../planned-change.ts";
import { compareGroupTables } from "./group-changes.ts";
import type { HostField, HostPair } from "./host-pair.ts";
import { compareReleases } from "./releases.ts";
import { compareRoot, compareTrust } from "./root-changes.ts";

/** What changes about hosts and everybody on them. */
export function* compareHosts(comparison: Comparison): Iterable<DraftChange> {
  const { before, after, renames } = comparison;
  for (const pair of pairUp(before.hosts, after.hosts, renames.hosts)) {
    const { beforeId, afterId } = pair;
    if (pair.before === undefined || pair.after === undefined) {
      yield describeHost(comparison, pair);
    } else if (beforeId !== undefined && afterId !== undefined) {
      const both = { id: afterId, idBefore: beforeId, before: pair.before, after: pair.after };
      if (beforeId !== afterId) {
        const place = placeOfHost(comparison, both, undefined);
        yield { kind: "host-renamed", host: afterId, before: beforeId, after: afterId, place };
      }
      yield* compareHost(comparison, both);
    }
  }
}

/** A host that is new or gone, with everybody on it. */
function describeHost(comparison: Comparison, pair: Pair<HostFacts>): DraftChange {
  const { beforeId, afterId, before, after } = pair;
  const [id, facts] = [afterId ?? beforeId ?? "", after ?? before];
  const accounts = [...(facts?.accounts ?? [])];
  const value = {
    system: facts?.fields["system"],
    users: accounts.map(([user]) => user).sort(compareNames),
    admins: accounts
      .filter(([, one]) => one["isAdmin"] === true)
      .map(([user]) => user)
      .sort(compareNames),
  };
  const place = placeOf(comparison, ({ declared }) =>
    declared.hosts.has(id) ? ["hosts", id] : undefined,
  );
  return after === undefined
    ? { kind: "host-removed", host: id, before: value, place }
    : { kind: "host-added", host: id, after: value, place };
}

function* compareHost(comparison: Comparison, pair: HostPair): Iterable<DraftChange> {
  const accounts = [...compareEverybody(comparison, pair)];
  yield* accounts.filter((one) => !followsFromHost(pair, one));
  yield* listReusedUids(comparison, pair);
  const { fields: before } = pair.before;
  const { fields: after } = pair.after;
  const differences = listDifferences(before, after, { scope: "host", sides: comparison });
  const changed = new Set(differences.map(({ field }) => field));
  for (const difference of differences) {
    const { field, untold } = difference;
    if (field === "platform" && changed.has("system")) continue;
    const about = { host: pair.id, place: placeOfHost(comparison, pair, field) };
    if (untold !== undefined) yield tellUntold(difference, about);
    else yield* compareField({ comparison, pair, about, accounts }, difference);
  }
}

/** A home that begins with the release of its host has another one with it. */
function followsFromHost(
  { before, after }: HostPair,
  { kind, what, ...one }: DraftChange,
): boolean {
  if (what !== "home" || !kind.startsWith("state-version-")) return false;
  const [old, now] = [before, after].map(({ fields }) => fields["stateVersion"]);
  return one.before === old && one.after === now;
}

/** Who makes the accounts of a host: its platform, or system-manager where nobody else does. */
function kindOfAccounts({ platform, deploy }: JsonRecord): unknown {
  const isOthers = platform === "linux" && Object(deploy).engine === "system-manager";
  return isOthers ? "system-manager" : platform;
}

function* compareEverybody(comparison: Comparison, pair: HostPair): Iterable<DraftChange> {
  const { id, idBefore, before, after } = pair;
  if (before.accounts === after.accounts) return;
  const [platformBefore, platform] = [before, after].map(({ fields }) => kindOfAccounts(fields));
  for (const one of pairUp(before.accounts, after.accounts, comparison.renames.users)) {
    const { beforeId, afterId } = one;
    if (one.before === undefined && one.after !== undefined && afterId !== undefined) {
      const account = one.after;
      yield describeOneSided(comparison, {
        kind: "account-created",
        host: id,
        user: afterId,
        platform,
        account,
      });
    } else if (one.after === undefined && one.before !== undefined && beforeId !== undefined) {
      const account = one.before;
      yield describeOneSided(comparison, {
        kind: "account-deleted",
        host: id,
        hostBefore: idBefore,
        user: comparison.renames.users.get(beforeId) ?? beforeId,
        userBefore: beforeId,
        platform: platformBefore,
        account,
      });
    } else if (one.before !== undefined && one.after !== undefined) {
      yield* compareAccounts(comparison, {
        host: id,
        user: afterId ?? "",
        hostBefore: idBefore,
        userBefore: beforeId ?? "",
        isManaged: platformBefore === "nixos" && platform === "nixos",
        before: one.before,
        after: one.after,
      });
    }
  }
}

/** What is for people to read, and changes nothing that anybody can do. */
const details: ReadonlySet<string> = new Set(["data", "formFactor", "hardware", "tags"]);

function* compareField(on: HostField, difference: FieldDifference): Iterable<DraftChange> {
  const { about } = on;
  const { field, before, after } = difference;
  switch (field) {
    case "stateVersion":
      yield { ...about, what: "host", ...compareReleases(before, after) };
      return;
    case "system":
      yield { kind: "system-changed", ...about, before, after };
      return;
    case "features":
      yield* compareFeatures(about, difference);
      return;
    case "modules":
      yield* compareModules("modules-changed", about, difference);
      return;
    case "secrets":
      yield* compareWired(about, difference);
      return;
    case "trustedUsers":
      yield* compareTrust(on, difference);
      return;
    case "root":
      yield* compareRoot(on, difference);
      return;
    case "groups":
      yield* compareGroupTables(on, difference);
      return;
    case "serviceAccounts":
      yield* compareServiceAccounts(on, difference);
      return;
    case "knownUsers":
      // Which accounts of a Mac fleet may change follows from who has one, and from being an admin.
      if (on.accounts.length > 0) return;
      break;
    default:
  }
  const kind = details.has(field) ? "detail-changed" : "setting-changed";
  yield { kind, ...about, what: field, before, after };
}

function* compareFeatures(
  about: HostField["about"],
  { before, after }: FieldDifference,
): Iterable<DraftChange> {
  const { added, removed, isReordered } = compareLists(listOf(before), listOf(after));
  for (const one of added) yield { kind: "feature-added", ...about, what: String(one) };
  for (const one of removed) yield { kind: "feature-removed", ...about, what: String(one) };
  if (isReordered) yield { kind: "detail-changed", ...about, what: "order of features" };
}

/** The entry of the host itself where its fields say more than where it is. */
function placeOfHost(
  comparison: Comparison,
  pair: Pick<HostPair, "id" | "idBefore">,
  field: string | undefined,
) {
  return placeOf(comparison, ({ declared }, side) => {
    const id = side === "after" ? pair.id : pair.idBefore;
    const host = declared.hosts.get(id);
    if (host === undefined) return undefined;
    const isOwn = field !== undefined && new Map(Object.entries(host)).get(field) !== undefined;
    return isOwn ? ["hosts", id, field] : ["hosts", id];
  });
}
