import type { DeployEngine, PullingEngine } from "@fleet/core/internal";
import type { Engine } from "./engine.ts";
import { clan } from "./engines/clan.ts";
import { colmena } from "./engines/colmena.ts";
import { darwinRebuild } from "./engines/darwin-rebuild.ts";
import { deployRs } from "./engines/deploy-rs.ts";
import { nh } from "./engines/nh.ts";
import { nixosCli } from "./engines/nixos-cli.ts";
import { nixosRebuild } from "./engines/nixos-rebuild.ts";
import { systemManager } from "./engines/system-manager.ts";
import { wire } from "./engines/wire.ts";

/** The engines that are commands; the others work on the hosts by themselves. */
export type CommandEngine = Exclude<DeployEngine, PullingEngine>;

/** Every command that a declaration can name. */
export const engines: Readonly<Record<CommandEngine, Engine>> = {
  "nixos-rebuild": nixosRebuild,
  "darwin-rebuild": darwinRebuild,
  clan,
  colmena,
  "deploy-rs": deployRs,
  nh,
  wire,
  "nixos-cli": nixosCli,
  "system-manager": systemManager,
};
