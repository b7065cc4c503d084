import type { ResolvedFleet, ResolvedHost } from "@fleet/core";
import { listKeyVariables } from "@fleet/core/internal";
import type { Homes } from "@fleet/profiles";
import { type CommandEngine, engines } from "./engines.ts";
import { engineOf } from "./host-engine.ts";

/** A command that brings what was built to where it is for. */
export interface DeployCommand {
  /** The host's id. */
  readonly host: string;
  /** The user's id for a standalone home; undefined for the system. */
  readonly user: string | undefined;
  /** The program and its arguments; the fleet's root is where it is started. */
  readonly words: readonly string[];
  /** Who starts it and where: anybody anywhere, or on the host itself somebody with this login name. */
  readonly login: string | undefined;
}

/** What programs on this machine say of the options that they know, by their names. */
export type Usages = ReadonlyMap<string, string>;

/**
 * The commands that deploy a fleet: each host's system, then its standalone homes, in their order. `flake` is the
 * folder of the flake, as it is named from the fleet's root. Default: the root itself. `usages` is what programs say
 * that were asked; default: none was. Systems that hosts fetch themselves have none, and neither have homes that come
 * with the system of their host.
 */
export function listDeployCommands(
  { hosts }: Pick<ResolvedFleet, "hosts">,
  homes: Homes,
  flake = ".",
  usages: Usages = new Map(),
): DeployCommand[] {
  const names = nameHomes(homes);
  return [...hosts.values()].flatMap((host) => {
    const engine = engineOf(host);
    const system = engine === undefined ? [] : [systemCommand(host, engine, { flake, usages })];
    const own = [...host.accounts.values()].flatMap((account) => {
      const name = names.get(host.id)?.get(account.user);
      if (name === undefined || bringsHome(host, homes, account.user)) return [];
      const login = account.username.value;
      return [{ host: host.id, user: account.user, words: homeWords(host, name, flake), login }];
    });
    return [...system, ...own];
  });
}

/** Whether the engine of a host deploys a standalone home with the system: profiles of one node, in order. */
function bringsHome(host: ResolvedHost, { byHost }: Pick<Homes, "byHost">, user: string): boolean {
  const engine = engineOf(host);
  if (engine === undefined || engines[engine].bringsHomes !== true) return false;
  return byHost.get(host.id)?.get(user)?.mode.value === "standalone";
}

/** The name of each standalone home that the home-manager command looks for by itself: host id → user id → name. */
export function nameHomes({ standalone }: Homes): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const names = new Map<string, Map<string, string>>();
  for (const [name, { host, user }] of standalone) {
    const known = names.get(host) ?? new Map<string, string>();
    names.set(host, known);
    // Of two names for one home, the ids are what people know it by.
    if (!known.has(user) || name === `${user}@${host}`) known.set(user, name);
  }
  return names;
}

function systemCommand(
  host: ResolvedHost,
  name: CommandEngine,
  { flake, usages }: { readonly flake: string; readonly usages: Usages },
): DeployCommand {
  const engine = engines[name];
  const admin = [...host.accounts.values()].find(({ isAdmin }) => isAdmin.value);
  const isLocal = engine.isStartedOnHost && host.deploy.target === undefined;
  return {
    host: host.id,
    user: undefined,
    words: engine.systemWords(host, {
      flake,
      variables: listHostVariables([host]),
      usage: usages.get(engine.program),
    }),
    login: isLocal ? (admin?.username.value ?? "root") : undefined,
  };
}

/** The environment variables that the SSH keys of hosts come from, in order, each once. */
export function listHostVariables(hosts: readonly ResolvedHost[]): string[] {
  return listKeyVariables({ hosts: new Map(hosts.map((host) => [host.id, host])) });
}

function homeWords({ deploy }: ResolvedHost, name: string, flake: string): string[] {
  if (deploy.home === "nh") return ["nh", "home", "switch", flake, "--configuration", name];
  // Nothing installs the command by itself, so it comes from the flake's own input, unless somebody says
  // that it is there.
  const program =
    deploy.home === undefined
      ? ["nix", "run", "--inputs-from", flake, "home-manager", "--"]
      : ["home-manager"];
  return [...program, "switch", "--flake", `${flake}#${name}`];
}
