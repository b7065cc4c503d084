import { compareNames, quote } from "@fleet/diagnostics";
import type { FoundRootWay, RootWayKind } from "../../found/found-settings.ts";
import type { FoldedHost } from "../folded-host.ts";
import { type LeftList, shorten } from "../left-list.ts";

/** Says of each account whose password is empty that it lets in anybody, whoever makes the account. */
export function leaveEmptyPasswords(hosts: Iterable<FoldedHost>, left: LeftList): void {
  for (const { id, found } of hosts) {
    for (const { login, isEnabled, password, definedIn: files } of found.users) {
      if (!isEnabled || password?.isEmpty !== true) continue;
      left.add({
        kind: "password",
        about: `${login}@${id}`,
        message: `Its password is empty, as ${password.options.map(quote).join(" and ")} says: anybody can log in.`,
        help: 'Unless that is meant, take it out of the module, and declare a password, or that there is none: "locked".',
        files,
      });
    }
  }
}

const verified = "It stays in the modules, and `fleet verify` will name it.";

const sentences: { readonly [Kind in RootWayKind]: readonly [what: string, then: string] } = {
  rule: ["Rules of sudo, doas or polkit say who acts as root", verified],
  unread: [
    "Text for doas or polkit may say who acts as root",
    "It stays in the modules, and nothing in fleet reads it.",
  ],
  trusted: ["Nix trusts more than its `trusted-users`, which amounts to root", verified],
  keys: ["SSH lets in whoever has a key that no account declares", verified],
  login: ["Somebody is logged in as root without being asked", verified],
  uid: ["Accounts beside `root` have its uid", verified],
};

/** Says by what else somebody becomes root, which no declaration says: each kind once for all hosts. */
export function leaveRootWays(hosts: Iterable<FoldedHost>, left: LeftList): void {
  const found = [...hosts].flatMap(({ id, found: { rootWays = [] } }) =>
    rootWays.map((way) => ({ id, way })),
  );
  const byKind = Map.groupBy(found, ({ way }) => way.kind);
  for (const [kind, ones] of [...byKind].sort(([a], [b]) => compareNames(a, b))) {
    const message = describeWays(
      kind,
      ones.map(({ way }) => way),
    );
    for (const { id, way } of ones) {
      left.add({ kind: "root-access", about: id, message, help: "", files: way.definedIn });
    }
  }
}

function describeWays(kind: RootWayKind, ways: readonly FoundRootWay[]): string {
  const [what, then] = sentences[kind];
  const list = (texts: readonly string[]) =>
    shorten([...new Set(texts)].sort(compareNames).map((text) => quote(cut(text))));
  const names = ways.flatMap((way) => way.names);
  const whom = names.length === 0 ? "" : `${list(names)} by `;
  return `${what}: ${whom}${list(ways.map(({ option }) => option))}. ${then}`;
}

/** What follows a name has to stay in sight. */
function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40).replace(/[\ud800-\udbff]$/, "")}…`;
}
