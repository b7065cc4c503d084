import { isRelease } from "@fleet/core/internal";
import { quote } from "@fleet/diagnostics";
import type { FoldedHost } from "../folded-host.ts";
import { countValues, groupBy } from "../frequency.ts";
import type { FoldedHomes } from "../homes/fold-homes.ts";

import type { LeftList } from "../left-list.ts";

/** The releases that systems and homes began with. */
export interface StateVersions {
  /** For all that say no other; undefined where nothing needs one. */
  readonly ofAll: string | undefined;
  /** Whether nobody said it. */
  readonly isGuess: boolean;
  /** By host, where it is another. */
  readonly byHost: ReadonlyMap<string, string>;
  /** By person, where it is another than on the hosts. */
  readonly byPerson: ReadonlyMap<string, string>;
}

// A release that is known wherever fleet is: a module that says another one goes before it.
const guessed = "25.05";

/** Finds what most began with. On a Mac, nix-darwin's own number is no release: there, homes say it. */
export function shareStateVersions(
  hosts: ReadonlyMap<string, FoldedHost>,
  homes: FoldedHomes,
  left: LeftList,
): StateVersions {
  const ofHomes = [...homes.byPerson].flatMap(([person, { byHost }]) =>
    [...byHost].flatMap(([host, { home }]) =>
      isUsable(home?.stateVersion ?? null, "home", { about: `${person}@${host}`, left })
        ? [{ person, host, version: home?.stateVersion ?? "" }]
        : [],
    ),
  );
  const byHost = groupBy(ofHomes, ({ host }) => host);
  const byPersons = groupBy(ofHomes, ({ person }) => person);
  const own = new Map<string, string>();
  for (const { id, platform, found } of hosts.values()) {
    const version = String(found.stateVersion ?? "");
    if (platform === "nixos" && isUsable(version, "nixos", { about: id, left }))
      own.set(id, version);
  }
  // Whose homes began with several releases has none of their own: there, the host says it.
  const follows = new Set(
    [...byPersons]
      .filter(([, all]) => new Set(all.map(({ version }) => version)).size > 1)
      .map(([person]) => person),
  );
  for (const { id, platform } of hosts.values()) {
    const all = platform === "nixos" ? [] : (byHost.get(id) ?? []);
    const leading = all.filter(({ person }) => follows.has(person));
    const [first] = countValues(leading.map(({ version }) => version));
    if (first !== undefined) own.set(id, first.value);
  }
  const [most] = countValues([
    ...own.values(),
    ...(own.size === 0 ? ofHomes.map(({ version }) => version) : []),
  ]);
  const isNeeded =
    [...hosts.values()].some(({ platform }) => platform === "nixos") ||
    [...homes.byPerson.values()].some(({ byHost: own }) =>
      [...own.values()].some(({ home }) => home !== undefined),
    );
  const ofAll = most?.value ?? (isNeeded ? guessed : undefined);
  const byPerson = new Map<string, string>();
  for (const [person, versions] of byPersons) {
    const others = versions.filter(({ host, version }) => version !== (own.get(host) ?? ofAll));
    const [first] = versions;
    if (others.length === 0 || first === undefined) continue;
    if (!follows.has(person)) byPerson.set(person, first.version);
    for (const { host } of follows.has(person) ? others : []) {
      left.add({
        kind: "home",
        about: `${person}@${host}`,
        message:
          "The home began with another release than the host, and the user's other homes with others.",
        help: "Say it in a module of the home there: `home.stateVersion`.",
      });
    }
  }
  return {
    ofAll,
    isGuess: most === undefined,
    byHost: new Map([...own].filter(([, version]) => version !== ofAll)),
    byPerson,
  };
}

/** What is no release is said by the module that says it, and not by a declaration. */
function isUsable(
  version: string | null,
  of: "nixos" | "home",
  { about, left }: { readonly about: string; readonly left: LeftList },
): boolean {
  if (version === null || version === "") return false;
  if (isRelease(version, of)) return true;
  left.add({
    kind: "state-version",
    about,
    message: `${quote(version)} is no release of ${of === "nixos" ? "NixOS" : "home-manager"} that a declaration could say.`,
    help: "It goes on as it is, in the module.",
  });
  return false;
}
