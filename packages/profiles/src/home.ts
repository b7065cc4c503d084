import type { Decided } from "@fleet/core";
import type { HomeMode, ModuleReference } from "@fleet/core/internal";

/** The home-manager configuration of an account. */
export interface Home {
  /** One object for all homes of a kind of account that differ in nothing but the places that decided about them. */
  readonly kind: object;
  readonly mode: Decided<HomeMode>;
  /** The profile's id, or null when nothing gives the home one. */
  readonly profile: Decided<string | null>;
  /** The home-manager release that the home began with. */
  readonly stateVersion: Decided<string>;
  /** Home modules in the order of import: what all homes share, the profile, aggregates, the user's own. */
  readonly modules: readonly ModuleReference[];
}

/** The homes of a fleet. */
export interface Homes {
  /** Host id → user id → home, in the order of the accounts; also those of the mode `none`. */
  readonly byHost: ReadonlyMap<string, ReadonlyMap<string, Home>>;
  /** The homes that are built on their own, by name, in order; see `nameStandaloneHomes`. */
  readonly standalone: ReadonlyMap<string, StandaloneHome>;
}

/** Whose home a name of `homeConfigurations` stands for. */
export interface StandaloneHome {
  readonly user: string;
  readonly host: string;
}
