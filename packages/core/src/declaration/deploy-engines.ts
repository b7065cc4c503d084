import type { Platform } from "./declaration.ts";
import type { DeployEngine } from "./deploy-declaration.ts";

/** The engine that a host has when nothing says otherwise; undefined where there is no system to deploy. */
export function defaultEngine(platform: Platform): DeployEngine | undefined {
  return { nixos: "nixos-rebuild" as const, darwin: "darwin-rebuild" as const, linux: undefined }[
    platform
  ];
}

/** Whether an engine can deploy systems of a platform; on `linux` there are none. */
export function canDeploy(engine: DeployEngine, platform: Platform): boolean {
  if (platform === "linux") return false;
  if (engine === "darwin-rebuild") return platform === "darwin";
  return platform === "nixos" || (engine !== "nixos-rebuild" && engine !== "colmena");
}

/** What an engine lets itself be told of machines; the others know it from elsewhere, or deploy where they run. */
export function settingsOf(
  engine: DeployEngine | undefined,
  platform: Platform,
): { readonly target: boolean; readonly buildHost: boolean } {
  switch (engine) {
    case "nixos-rebuild":
    case "clan":
      return { target: true, buildHost: true };
    case "nh":
      return { target: platform !== "darwin", buildHost: true };
    case "deploy-rs":
      return { target: true, buildHost: false };
    case "darwin-rebuild":
    case "colmena":
    case undefined:
      return { target: false, buildHost: false };
    default:
      return engine satisfies never;
  }
}
