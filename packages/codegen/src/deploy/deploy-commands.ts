import type { ResolvedFleet, ResolvedHost } from "@fleet/core";
import { type DeployEngine, defaultEngine } from "@fleet/core/internal";
import type { Homes } from "@fleet/profiles";

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

/** The commands that deploy a fleet: each host's system, then its standalone homes, in their order. */
export function listDeployCommands({ hosts }: ResolvedFleet, homes: Homes): DeployCommand[] {
  const names = nameHomes(homes);
  return [...hosts.values()].flatMap((host) => {
    const usual = defaultEngine(host.platform);
    const system = usual === undefined ? [] : [systemCommand(host, host.deploy.engine ?? usual)];
    const own = [...host.accounts.values()].flatMap((account) => {
      const name = names.get(host.id)?.get(account.user);
      if (name === undefined) return [];
      const login = account.username.value;
      return [{ host: host.id, user: account.user, words: homeWords(host, name), login }];
    });
    return [...system, ...own];
  });
}

/** The name of each standalone home that the home-manager command looks for by itself: host id → user id → name. */
function nameHomes({ standalone }: Homes): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const names = new Map<string, Map<string, string>>();
  for (const [name, { host, user }] of standalone) {
    const known = names.get(host) ?? new Map<string, string>();
    names.set(host, known);
    // Of two names for one home, the ids are what people know it by.
    if (!known.has(user) || name === `${user}@${host}`) known.set(user, name);
  }
  return names;
}

function systemCommand(host: ResolvedHost, engine: DeployEngine): DeployCommand {
  const { id, deploy } = host;
  const { target } = deploy;
  const words = systemWords(host, engine, listKeyVariables(host));
  const admin = [...host.accounts.values()].find(({ isAdmin }) => isAdmin.value);
  const isLocal = isStartedOnHost(engine) && target === undefined;
  return {
    host: id,
    user: undefined,
    words,
    login: isLocal ? (admin?.username.value ?? "root") : undefined,
  };
}

/** Whether it is started on the host where nothing says otherwise: clan, colmena and deploy-rs know where hosts are. */
function isStartedOnHost(engine: DeployEngine): boolean {
  return engine === "nixos-rebuild" || engine === "darwin-rebuild" || engine === "nh";
}

/** The environment variables that the SSH keys of a host's accounts come from, in order, each once. */
function listKeyVariables({ accounts }: ResolvedHost): string[] {
  const keys = [...accounts.values()].flatMap(({ sshKeys }) => sshKeys);
  const names = keys.flatMap((key) => (typeof key === "string" ? [] : [key.env]));
  return [...new Set(names)].sort();
}

/** A pure evaluation does not see the environment, and a host would be left with placeholders for keys. */
function systemWords(
  { id, platform, deploy: { target, buildHost } }: ResolvedHost,
  engine: DeployEngine,
  variables: readonly string[],
): string[] {
  const onTarget = option("--target-host", target);
  const build = option("--build-host", buildHost);
  const impure = variables.length === 0 ? [] : ["--impure"];
  const passedOn = impure.length === 0 ? [] : ["--", ...impure];
  switch (engine) {
    case "nixos-rebuild": {
      const words = [engine, "switch", "--flake", `.#${id}`, ...onTarget, ...build, ...impure];
      if (target === undefined) return [...sudo(variables), ...words];
      return target.startsWith("root@") ? words : [...words, "--sudo"];
    }
    case "darwin-rebuild":
      return [...sudo(variables), engine, "switch", "--flake", `.#${id}`, ...impure];
    case "clan": {
      const words = ["machines", "update", id, ...onTarget, ...build];
      return ["clan", ...words, ...(impure.length === 0 ? [] : ["--option", "pure-eval", "false"])];
    }
    case "colmena":
      return ["colmena", "apply", "--on", id, ...impure];
    case "deploy-rs": {
      const [user, name] = target?.includes("@") ? target.split("@") : [undefined, target];
      const where = [...option("--ssh-user", user), ...option("--hostname", name)];
      return ["deploy", `.#${id}`, ...where, ...passedOn];
    }
    case "nh": {
      const kind = platform === "darwin" ? "darwin" : "os";
      return ["nh", kind, "switch", ".", "--hostname", id, ...onTarget, ...build, ...passedOn];
    }
    default:
      return engine satisfies never;
  }
}

/** sudo keeps nothing of the environment unless it is told to. */
function sudo(variables: readonly string[]): string[] {
  if (variables.length === 0) return ["sudo"];
  return ["sudo", `--preserve-env=${[...variables, "NIX_STRICT_KEYS"].join(",")}`];
}

function homeWords({ deploy }: ResolvedHost, name: string): string[] {
  return deploy.home === "nh"
    ? ["nh", "home", "switch", ".", "--configuration", name]
    : ["home-manager", "switch", "--flake", `.#${name}`];
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}
