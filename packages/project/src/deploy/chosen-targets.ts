import { type DeployTarget, listDeployTargets } from "@fleet/codegen/deploy";
import type { ResolvedFleet } from "@fleet/core";
import { type Checked, type Diagnostic, quote, suggestName } from "@fleet/diagnostics";
import type { Homes } from "@fleet/profiles";
import { createProblem } from "../codes.ts";

/**
 * The names of what is to be deployed. A host stands for its system, and where it has none for its homes; `tag:web`
 * for all hosts that have the tag; a name such as `ada@mini` for a standalone home. Undefined for everything, where
 * nothing is named.
 */
export function chooseTargets(
  fleet: Pick<ResolvedFleet, "hosts">,
  homes: Homes,
  names: readonly string[],
): Checked<ReadonlySet<string> | undefined> {
  if (names.length === 0) return { ok: true, value: undefined, diagnostics: [] };
  const targets = listDeployTargets(fleet, homes);
  const byHost = groupByHost(targets);
  const tags = new Map<string, string[]>();
  for (const { id, tags: own } of fleet.hosts.values()) {
    for (const tag of own) tags.set(tag, [...(tags.get(tag) ?? []), id]);
  }
  const ofHost = (id: string) => {
    const own = byHost.get(id) ?? [];
    const systems = own.filter(({ user }) => user === undefined);
    return (systems.length > 0 ? systems : own).map(({ name }) => name);
  };
  const chosen = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const found = find(name, { fleet, homes, targets, tags, ofHost });
    if (found === undefined) diagnostics.push(describeUnknown(name, [...tags.keys()], targets));
    for (const target of found ?? []) chosen.add(target);
  }
  return diagnostics.length > 0
    ? { ok: false, diagnostics }
    : { ok: true, value: chosen, diagnostics };
}

interface Known {
  readonly fleet: Pick<ResolvedFleet, "hosts">;
  readonly homes: Homes;
  readonly targets: readonly DeployTarget[];
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly ofHost: (id: string) => readonly string[];
}

function find(
  name: string,
  { fleet, homes, targets, tags, ofHost }: Known,
): readonly string[] | undefined {
  if (name.startsWith("tag:")) return tags.get(name.slice("tag:".length))?.flatMap(ofHost);
  const id = name.startsWith("host:") ? name.slice("host:".length) : name;
  if (fleet.hosts.has(id)) return ofHost(id);
  const home = homes.standalone.get(name);
  if (home === undefined) return undefined;
  // Of two names for one home, either is meant.
  return targets
    .filter(({ host, user }) => host === home.host && user === home.user)
    .map((one) => one.name);
}

function groupByHost(
  targets: readonly DeployTarget[],
): ReadonlyMap<string, readonly DeployTarget[]> {
  const groups = new Map<string, DeployTarget[]>();
  for (const target of targets) {
    groups.set(target.host, [...(groups.get(target.host) ?? []), target]);
  }
  return groups;
}

function describeUnknown(
  name: string,
  tags: readonly string[],
  targets: readonly DeployTarget[],
): Diagnostic {
  const choices = [...targets.map((one) => one.name), ...tags.map((tag) => `tag:${tag}`)];
  return createProblem(
    "unknown-target",
    `${quote(name)} names no host, no standalone home and no tag of the fleet.`,
    { help: suggestName(name, choices, "host") },
  );
}
