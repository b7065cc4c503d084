import type { Diagnostic, Path } from "@fleet/diagnostics";
import { quote } from "@fleet/diagnostics";
import { coreCodes } from "../../codes.ts";
import { listPlacedKeys } from "../../keys/placed-keys.ts";
import { sshKeyProblem } from "../../keys/ssh-public-key.ts";
import type { Fleet, UserSshKey } from "../../parse/fleet.ts";
import { differingPlacements } from "../../parse/placements.ts";
import { isDisabledOn } from "../../resolve/accounts/disabled.ts";
import type { ResolvedFleet } from "../../resolve/resolved-fleet.ts";

/** The environment variables that SSH keys of accounts on a system come from, in order, each once. */
export function listKeyVariables({ hosts }: Pick<ResolvedFleet, "hosts">): string[] {
  const names = new Set<string>();
  for (const { platform, accounts, serviceAccounts, root } of hosts.values()) {
    if (platform === "linux") continue;
    for (const { value } of root.sshKeys) if (typeof value === "object") names.add(value.env);
    for (const { sshKeys } of [...accounts.values(), ...serviceAccounts.values()]) {
      for (const key of sshKeys) if (typeof key === "object") names.add(key.env);
    }
  }
  return [...names].sort();
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
  const used = new Set(listKeyVariables(resolved));
  for (const id of usersOfSystems(fleet, resolved)) {
    const { sshKeys: keys = [], isKeyless = false } = fleet.users.get(id) ?? {};
    if (keys.length === 0 && !isKeyless && !hasPassword(id, resolved))
      diagnostics.push(lockedOut(id, undefined));
    if (keys.some(({ hosts }) => hosts !== undefined)) {
      const host = findKeylessHost(resolved, id);
      if (host !== undefined) diagnostics.push(lockedOut(id, host));
    }
    diagnostics.push(...checkVariables({ id, keys, path: ["users", id] }, { used, variables }));
  }
  for (const id of servicesOf(resolved)) {
    const keys = fleet.serviceAccounts.get(id)?.sshKeys ?? [];
    const owner = { id, keys, path: ["serviceAccounts", id] };
    diagnostics.push(...checkVariables(owner, { used, variables }));
  }
  for (const { user, key, path } of listPlacedKeys(differingPlacements(fleet.hosts))) {
    if (!("env" in key) || !used.has(key.env)) continue;
    const place = { path: [...path, "env"], variables };
    diagnostics.push(...checkVariable(key.env, `an SSH key of ${quote(user)}`, place));
  }
  for (const { key, path } of listRootKeys(fleet, resolved)) {
    const place = { path: [...path, "env"], variables };
    diagnostics.push(...checkVariable(key.env, "an SSH key of root", place));
  }
  return diagnostics;
}

interface Owner {
  readonly id: string;
  readonly keys: readonly UserSshKey[];
  readonly path: Path;
}

interface Variables {
  /** Those that keys of accounts on a system come from. */
  readonly used: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, string>;
}

function* checkVariables(
  { id, keys, path }: Owner,
  { used, variables }: Variables,
): Iterable<Diagnostic> {
  for (const [index, key] of keys.entries()) {
    if (!("env" in key) || !used.has(key.env)) continue;
    const place = { path: [...path, "sshKeys", index, "env"], variables };
    yield* checkVariable(key.env, `an SSH key of ${quote(id)}`, place);
  }
}

function servicesOf({ hosts }: ResolvedFleet): Set<string> {
  return new Set([...hosts.values()].flatMap(({ serviceAccounts }) => [...serviceAccounts.keys()]));
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

/** The keys of root from variables that are no user's who is on a system, with where they are declared, each once. */
function listRootKeys(
  fleet: Fleet,
  resolved: ResolvedFleet,
): { readonly key: { readonly env: string }; readonly path: Path }[] {
  if (fleet.root.length === 0) return [];
  const ofUsers = [...usersOfSystems(fleet, resolved)].flatMap(
    (id) => fleet.users.get(id)?.sshKeys ?? [],
  );
  const known = new Set(ofUsers.flatMap((key) => ("env" in key ? [key.env] : [])));
  return [...resolved.hosts.values()].flatMap(({ root }) =>
    root.sshKeys.flatMap(({ value: key, path = [] }) => {
      if (typeof key === "string" || known.has(key.env)) return [];
      known.add(key.env);
      return [{ key, path }];
    }),
  );
}

/** What Nix takes off as well, and not what else Unicode knows of white space. */
function trimAscii(text: string): string {
  return text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
}

/** Who has an account that a system makes, or a key of root's; where home-manager alone is, nobody's keys are ours. */
function usersOfSystems(fleet: Fleet, { hosts }: ResolvedFleet): Set<string> {
  const systems = [...hosts.values()].filter(({ platform }) => platform !== "linux");
  const takesKeys = (host: string) => (user: string) => {
    const placement = fleet.hosts.get(host)?.placements.get(user);
    if (placement === undefined) return true;
    const isDisabled = isDisabledOn(fleet.users.get(user), placement);
    return placement.own.sshKeys === undefined && !isDisabled;
  };
  const users = new Set(
    systems.flatMap(({ id, accounts }) => [...accounts.keys()].filter(takesKeys(id))),
  );
  for (const owner of systems.flatMap(({ root }) => root.sshKeys.flatMap(({ owners }) => owners))) {
    if (owner.startsWith("user:")) users.add(owner.slice("user:".length));
  }
  return users;
}

/** The first system on which somebody has an account, and none of their keys. */
function findKeylessHost({ hosts }: ResolvedFleet, user: string): string | undefined {
  const keyless = [...hosts.values()].find(({ platform, accounts }) => {
    const account = accounts.get(user);
    return (
      platform !== "linux" &&
      account?.sshKeys.length === 0 &&
      typeof account.password?.value !== "object"
    );
  });
  return keyless?.id;
}

function lockedOut(user: string, host: string | undefined): Diagnostic {
  if (host !== undefined) {
    const message = `The user ${quote(user)} has no SSH key on ${quote(host)}, so that nobody could log in to their account there by SSH.`;
    const help = `Declare one that is for ${quote(host)}, too: each of their keys is for other hosts (\`hosts\`).`;
    return coreCodes.create("locked-out", message, { path: ["users", user, "sshKeys"], help });
  }
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
    {
      path,
      help: problem.startsWith("Options")
        ? `Take them out there, and write them beside the variable: { env: ${quote(variable)}, options: "…" }.`
        : "Set it to the whole line of the .pub file: ssh-ed25519 AAAA… comment.",
    },
  );
}
