import type { ClanKind, ClanLink, ClanTree } from "../../src/clan/clan-tree.ts";
import type { Secrets } from "../../src/rules/resolve-secrets.ts";
import { makeFleet, recipientOf, resolveMade } from "./fleet.ts";

/** A `key.json` with keys of age. */
export function keyFile(...keys: readonly string[]): { readonly text: string } {
  return { text: JSON.stringify(keys.map((publickey) => ({ publickey, type: "age" }))) };
}

/** A link by its path and where it leads, which is there unless it is said otherwise. */
export function link(path: string, target: string | undefined, isThere = true): ClanLink {
  const [kind = "", name = ""] = path.split("/").slice(-2);
  return { path, kind: asKind(kind), name, target, isThere };
}

function asKind(text: string): ClanKind {
  if (text === "users" || text === "machines" || text === "groups") return text;
  throw new Error(`${text} is no folder of links`);
}

/** A clan in the root of Ada, who reads a secret, and mini. */
export const smallClan: ClanTree = {
  folder: "",
  members: new Map([
    ["sops/users/ada", keyFile(recipientOf("user ada"))],
    ["sops/machines/mini", keyFile(recipientOf("clan mini"))],
  ]),
  groups: new Map(),
  secrets: new Map([
    ["sops/secrets/token/secret", [link("sops/secrets/token/users/ada", "sops/users/ada")]],
  ]),
  oddities: new Map(),
};

/** Secrets that declare Ada with her key, Ben, mini, an operator, and clan in the root. */
export function declaredSecrets(more: Partial<Secrets> = {}): Secrets {
  const made = makeFleet({
    hosts: { mini: ["ada!", "ben"] },
    operators: { ci: [recipientOf("ci")] },
    defaultRules: false,
  });
  const clan = { folder: "", origin: ["secrets", "clanFolder"], hosts: ["mini"] };
  return { ...resolveMade(made).value, clan, ...more };
}
