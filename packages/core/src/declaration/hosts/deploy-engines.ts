import type { Platform } from "../declaration.ts";
import type { DeployEngine, PullingEngine } from "./deploy-declaration.ts";

/** The engine that a host has when nothing says otherwise; undefined where there is no system to deploy. */
export function defaultEngine(platform: Platform): DeployEngine | undefined {
  return { nixos: "nixos-rebuild" as const, darwin: "darwin-rebuild" as const, linux: undefined }[
    platform
  ];
}

interface EngineAbilities {
  /** On what it can deploy a system. */
  readonly platforms: readonly Platform[];
  /** What it lets itself be told of machines; it knows the rest from elsewhere, or deploys where it runs. */
  readonly takes: EngineSettings;
}

interface EngineSettings {
  readonly target: boolean;
  readonly buildHost: boolean;
}

const nothing = { target: false, buildHost: false } as const;
const everything = { target: true, buildHost: true } as const;
const targetAlone = { target: true, buildHost: false } as const;

const abilities: Readonly<Record<DeployEngine, EngineAbilities>> = {
  "nixos-rebuild": { platforms: ["nixos"], takes: everything },
  "darwin-rebuild": { platforms: ["darwin"], takes: nothing },
  clan: { platforms: ["nixos", "darwin"], takes: everything },
  // Its hive says where hosts are, and whether they are built there.
  colmena: { platforms: ["nixos"], takes: everything },
  "deploy-rs": { platforms: ["nixos", "darwin"], takes: targetAlone },
  nh: { platforms: ["nixos", "darwin"], takes: everything },
  wire: { platforms: ["nixos"], takes: everything },
  "nixos-cli": { platforms: ["nixos"], takes: everything },
  "system-manager": { platforms: ["linux"], takes: targetAlone },
  comin: { platforms: ["nixos", "darwin"], takes: nothing },
  nixfleet: { platforms: ["nixos"], takes: nothing },
};

/** Whether an engine can deploy systems of a platform. */
export function canDeploy(engine: DeployEngine, platform: Platform): boolean {
  return abilities[engine].platforms.includes(platform);
}

/** What an engine lets itself be told of machines; nothing where there is no system to deploy. */
export function settingsOf(engine: DeployEngine | undefined, platform: Platform): EngineSettings {
  if (engine === undefined) return nothing;
  const { takes } = abilities[engine];
  // nh reaches no Mac from elsewhere (nh 4.4.2, crates/nh-darwin/src/args.rs).
  return engine === "nh" && platform === "darwin" ? { ...takes, target: false } : takes;
}

/** Whether fleet's word makes the accounts of a host: where it makes no system, system-manager alone does. */
export function hasManagedAccounts({
  platform,
  deploy,
}: {
  readonly platform: Platform;
  readonly deploy: { readonly engine?: DeployEngine | undefined };
}): boolean {
  return platform !== "linux" || deploy.engine === "system-manager";
}

/** Whether an engine builds where it is called, or on the host itself, and nowhere else. */
export function buildsHereOrThere(engine: DeployEngine | undefined): boolean {
  return engine === "colmena" || engine === "wire";
}

/** The ids that no host of an engine can have: its hives have them for something else. */
export function reservedIds(engine: DeployEngine | undefined): readonly string[] {
  return buildsHereOrThere(engine) ? ["defaults", "meta", "network"] : [];
}

/** Whether hosts fetch and build their system themselves: nobody's environment is there when they do. */
export function pullsItself(engine: DeployEngine | undefined): engine is PullingEngine {
  return engine === "comin" || engine === "nixfleet";
}
