import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../codes.ts";
import { listPlacedKeys, type PlacedKey } from "../keys/placed-keys.ts";
import { sshKeyProblem } from "../keys/ssh-public-key.ts";
import type { Fleet } from "../parse/fleet.ts";
import type { ResolvedFleet } from "../resolve/resolved-fleet.ts";

/** The environment variables that SSH keys of accounts on a system come from, in order, each once. */
export function listKeyVariables(fleet: Fleet, resolved: ResolvedFleet): string[] {
  const users = usersOfSystems(fleet, resolved);
  const ofUsers = [...users].flatMap((id) => fleet.users.get(id)?.sshKeys ?? []);
  const others = [...placedKeys(fleet), ...listRootKeys(fleet, resolved)];
  const keys = [...ofUsers, ...others.map(({ key }) => key)];
  const names = keys.flatMap((key) => (typeof key === "object" && "env" in key ? [key.env] : []));
  return [...new Set(names)].sort();
}

/**
 * What would keep a build with `NIX_STRICT_KEYS=true` from succeeding: SSH keys that are to come from
 * environment variables which are not set or hold something else, and users with an account on a
 * system and no SSH key at all, unless it is declared that they have none (`sshKeys: []`), or a password is
 * declared for each. What a variable holds is never part of a message.
 */
export function checkStrictKeys(
  fleet: Fleet,
  resolved: ResolvedFleet,
  variables: ReadonlyMap<string, string>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const id of usersOfSystems(fleet, resolved)) {
    const { sshKeys: keys = [], isKeyless = false } = fleet.users.get(id) ?? {};
    if (keys.length === 0 && !isKeyless && !hasPassword(id, resolved)) {
      diagnostics.push(lockedOut(id));
    }
    for (const [index, key] of keys.entries()) {
      if (typeof key !== "object" || !("env" in key)) continue;
      const path = ["users", id, "sshKeys", index, "env"];
      diagnostics.push(
        ...checkVariable(key.env, `an SSH key of ${quote(id)}`, { path, variables }),
      );
    }
  }
  for (const { user, key, path } of placedKeys(fleet)) {
    if (typeof key !== "object" || !("env" in key)) continue;
    const place = { path: [...path, "env"], variables };
    diagnostics.push(...checkVariable(key.env, `an SSH key of ${quote(user)}`, place));
  }
  for (const { key, path } of listRootKeys(fleet, resolved)) {
    const place = { path: [...path, "env"], variables };
    diagnostics.push(...checkVariable(key.env, "an SSH key of root", place));
  }
  return diagnostics;
}

/** Whether somebody can log in with a password that is declared, wherever they have an account on a system. */
function hasPassword(user: string, { hosts }: ResolvedFleet): boolean {
  const systems = [...hosts.values()].filter(({ platform }) => platform !== "linux");
  return systems.every(({ accounts }) => {
    const account = accounts.get(user);
    return account === undefined || typeof account.password?.value === "object";
  });
}

function* checkVariable(
  name: string,
  what: string,
  { path, variables }: { readonly path: Path; readonly variables: ReadonlyMap<string, string> },
): Iterable<Diagnostic> {
  const value = trimAscii(variables.get(name) ?? "");
  const problem = value === "" ? undefined : sshKeyProblem(value);
  if (value === "") yield notSet(name, what, path);
  else if (problem !== undefined) yield badKey(name, problem, path);
}

/** The keys of placements that make an account of a system. */
function placedKeys(fleet: Fleet): PlacedKey[] {
  return [...fleet.hosts.values()].flatMap(({ platform, placements }) => {
    if (platform === "linux") return [];
    const open = [...placements.values()].filter(({ own }) => own.isDisabled !== true);
    return [...listPlacedKeys(open)];
  });
}

/** The keys of root from variables that are no user's who is on a system, with where they are declared, each once. */
function listRootKeys(
  fleet: Fleet,
  resolved: ResolvedFleet,
): { readonly key: { readonly env: string }; readonly path: Path }[] {
  if (fleet.root.length === 0) return [];
  const ofUsers = [...usersOfSystems(fleet, resolved)].flatMap(
    (id) => fleet.users.get(id)?.sshKeys ?? [],
  );
  const placed = placedKeys(fleet).map(({ key }) => key);
  const known = new Set([...ofUsers, ...placed].map((key) => JSON.stringify(key)));
  return [...resolved.hosts.values()].flatMap(({ root }) =>
    root.sshKeys.flatMap(({ value: key, path = [] }) => {
      const name = JSON.stringify(key);
      if (typeof key === "string" || known.has(name)) return [];
      known.add(name);
      return [{ key, path }];
    }),
  );
}

/** What Nix takes off as well, and not what else Unicode knows of white space. */
function trimAscii(text: string): string {
  return text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
}

/**
 * Who has an account that a system makes and that takes the keys of its user, or a key of root's; where
 * home-manager alone is, nobody's keys are ours.
 */
function usersOfSystems(fleet: Fleet, { hosts }: ResolvedFleet): Set<string> {
  const systems = [...hosts.values()].filter(({ platform }) => platform !== "linux");
  const takesKeys = (host: string) => (user: string) => {
    const { own } = fleet.hosts.get(host)?.placements.get(user) ?? {};
    return own?.sshKeys === undefined && own?.isDisabled !== true;
  };
  const users = new Set(
    systems.flatMap(({ id, accounts }) => [...accounts.keys()].filter(takesKeys(id))),
  );
  for (const owner of systems.flatMap(({ root }) => root.sshKeys.flatMap(({ owners }) => owners))) {
    if (owner.startsWith("user:")) users.add(owner.slice("user:".length));
  }
  return users;
}

function lockedOut(user: string): Diagnostic {
  return coreCodes.create(
    "locked-out",
    `The user ${quote(user)} has no SSH key, so that nobody could log in to their accounts by SSH.`,
    {
      path: ["users", user],
      help: 'Declare one: sshKeys: ["ssh-ed25519 AAAA…"], or { file: "keys/…pub" }, or { env: "SSH_KEY_…" }; or, where none is meant, sshKeys: [].',
    },
  );
}

function notSet(variable: string, what: string, path: Path): Diagnostic {
  return coreCodes.create(
    "key-not-set",
    `The environment variable ${quote(variable)}, from which ${what} is to come, is not set.`,
    {
      path,
      help: `Set it to the line of the .pub file, and build with --impure: ${variable}="ssh-ed25519 AAAA…".`,
    },
  );
}

function badKey(variable: string, problem: string, path: Path): Diagnostic {
  return coreCodes.create(
    "bad-ssh-key",
    `What the environment variable ${quote(variable)} holds is no public SSH key. ${problem}`,
    { path, help: "Set it to the whole line of the .pub file: ssh-ed25519 AAAA… comment." },
  );
}
