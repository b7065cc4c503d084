import type { Platform } from "./declaration.ts";

/**
 * A Nix module: the path of its file from the root, or the name that it has in `flake.modules`, under
 * the class that belongs where it is named: `nixos`, `darwin` or `homeManager`.
 */
export type ModuleDeclaration = string | { readonly attr: string };

/**
 * A module that only hosts and homes of some platforms have, such as `{ path: "modules/home/mac.nix", platforms: ["darwin"] }`:
 * `nixos`, `darwin`, and for homes `linux`, where fleet manages nothing else. It has to exist whether or not there is such
 * a host.
 */
type PlatformModuleDeclaration<P extends Platform = Platform> =
  | { readonly path: string; readonly platforms: readonly P[] }
  | { readonly attr: string; readonly platforms: readonly P[] };

/** An entry of a list of modules that hosts or homes of several platforms share. */
export type SharedModuleDeclaration<P extends Platform = Platform> =
  | ModuleDeclaration
  | PlatformModuleDeclaration<P>;

/**
 * Where the Nix modules are: the name of a preset, or a preset in which some places are other ones.
 * `canonical` finds them as files, `dendritic` by the names that they have in `flake.modules`.
 */
export type LayoutDeclaration = LayoutPreset | LayoutPlaces;

/** The layouts that come with fleet. */
export type LayoutPreset = "canonical" | "dendritic";

/**
 * The places of a layout. Each is a list of candidates: of files the one that exists counts, before
 * any name in `flake.modules`. With an empty list there is no such module, and none is asked for.
 * `{user}`, `{host}`, `{profile}`, `{aggregate}` and `{feature}` stand for the id, `{platform}` for
 * `nixos` or `darwin`. Below, the files of the canonical layout.
 */
export interface LayoutPlaces {
  /** What holds for places that are not here. Default: `"canonical"`. */
  readonly preset?: LayoutPreset | undefined;
  /** The home modules of a user, on all hosts: `users/{user}.nix`. Required for a user with a home. */
  readonly user?: readonly ModuleDeclaration[] | undefined;
  /** What a user's home adds on one host: `users/{user}/{host}.nix`. */
  readonly userOnHost?: readonly ModuleDeclaration[] | undefined;
  /** What all homes have in common: `users/common.nix`. */
  readonly allUsers?: readonly ModuleDeclaration[] | undefined;
  /** The system module of a host: `hosts/{host}.nix`. Required, but on a `linux` host. May hold `{platform}`. */
  readonly host?: readonly ModuleDeclaration[] | undefined;
  /** The hardware configuration of a host: `hosts/{host}/hardware.nix`. May hold `{platform}`. */
  readonly hardware?: readonly ModuleDeclaration[] | undefined;
  /** What all systems have in common: `hosts/shared/default.nix`. */
  readonly allHosts?: readonly ModuleDeclaration[] | undefined;
  /** The home module of a profile: `profiles/{profile}.nix`. */
  readonly profile?: readonly ModuleDeclaration[] | undefined;
  /** The home module of an aggregate: `aggregates/{aggregate}.nix`. */
  readonly aggregate?: readonly ModuleDeclaration[] | undefined;
  /** The system module of a feature: `modules/{feature}.nix`. */
  readonly feature?: readonly ModuleDeclaration[] | undefined;
}
