import type { FleetDeclaration } from "@fleet/core";
import { groupNameProblem } from "@fleet/core/internal";
import { compareNames, quote } from "@fleet/diagnostics";
import type { FoundGroup } from "../../found/found-fleet.ts";
import type { FoldedHost } from "../folded-host.ts";
import { groupBy } from "../frequency.ts";
import type { HostSelection } from "../hosts/select-hosts.ts";
import type { LeftList } from "../left-list.ts";

type Groups = NonNullable<FleetDeclaration["groups"]>;

interface Sources {
  readonly select: HostSelection;
  /** The groups that accounts bring with them, as `mini\0ada`. */
  readonly brought: ReadonlySet<string>;
  /** Whether a login is declared on a host. */
  readonly isDeclared: (host: string, login: string) => boolean;
  readonly left: LeftList;
}

/** Declares the groups that the flake's own files make; those of modules are left to them. */
export function foldGroups(hosts: Iterable<FoldedHost>, sources: Sources): Groups {
  const nixos = [...hosts].filter(({ platform }) => platform === "nixos");
  const found = nixos.flatMap((host) =>
    host.found.groups
      .filter((group) => isOwn(group) && !sources.brought.has(`${host.id}\0${group.name}`))
      .map((group) => ({ host, group })),
  );
  for (const one of found) leaveMembers(one, sources);
  const byName = [...groupBy(found, ({ group }) => group.name)].sort(([a], [b]) =>
    compareNames(a, b),
  );
  return Object.fromEntries(
    byName.flatMap(([name, all]) => {
      if (!isUsable(name, all, sources.left)) return [];
      const gids = new Set(all.flatMap(({ group: { gid } }) => gid ?? []));
      const [gid] = gids;
      if (gids.size > 1) leaveGids(name, all, sources.left);
      const ids = all.map(({ host }) => host.id);
      return [
        [
          name,
          {
            gid: gids.size === 1 && all.every(({ group }) => group.gid !== null) ? gid : undefined,
            hosts: ids.length === nixos.length ? undefined : sources.select(ids),
          },
        ],
      ];
    }),
  );
}

interface HostGroup {
  readonly host: FoldedHost;
  readonly group: FoundGroup;
}

/** Where a module of another makes it, it is made anyway. */
function isOwn({ definedIn }: FoundGroup): boolean {
  return definedIn.length > 0 && definedIn.every((file) => file.isOwn);
}

function isUsable(name: string, all: readonly HostGroup[], left: LeftList): boolean {
  const problem = name === "__proto__" ? "JavaScript keeps it for itself." : groupNameProblem(name);
  if (problem === undefined) return true;
  for (const { host, group } of all) {
    left.add({
      kind: "group",
      about: `${quote(name)} on ${host.id}`,
      message: `No group of a declaration can be called so: ${problem}`,
      help: "",
      files: group.definedIn,
    });
  }
  return false;
}

function leaveGids(name: string, all: readonly HostGroup[], left: LeftList): void {
  left.add({
    kind: "group",
    about: quote(name),
    message: "It has different gids on different hosts, and a declared group has one.",
    help: "They go on as they are, in the modules.",
    files: all.flatMap(({ group }) => group.definedIn),
  });
}

/** Whoever is no account of a declaration is put into a group by a module alone. */
function leaveMembers({ host, group }: HostGroup, { isDeclared, left }: Sources): void {
  const others = group.members.filter((login) => !isDeclared(host.id, login));
  if (others.length === 0) return;
  left.add({
    kind: "group",
    about: `${quote(group.name)} on ${host.id}`,
    message: `Among its members are accounts that are not declared: ${others.slice(0, 5).map(quote).join(", ")}.`,
    help: "",
    files: group.definedIn,
  });
}
