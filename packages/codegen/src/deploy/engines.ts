import type { DeployEngine } from "@fleet/core/internal";
import type { Engine } from "./engine.ts";
import { clan } from "./engines/clan.ts";
import { colmena } from "./engines/colmena.ts";
import { darwinRebuild } from "./engines/darwin-rebuild.ts";
import { deployRs } from "./engines/deploy-rs.ts";
import { nh } from "./engines/nh.ts";
import { nixosRebuild } from "./engines/nixos-rebuild.ts";

/** Every engine that a declaration can name. */
export const engines: Readonly<Record<DeployEngine, Engine>> = {
  "nixos-rebuild": nixosRebuild,
  "darwin-rebuild": darwinRebuild,
  clan,
  colmena,
  "deploy-rs": deployRs,
  nh,
};
