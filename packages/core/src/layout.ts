import type { LayoutDeclaration } from "./declaration.ts";
import type { Layout } from "./fleet.ts";

/** The layout that `"canonical"` stands for, and that fills in what a layout of one's own leaves out. */
export const canonicalLayout: Layout = {
  user: ["users/{user}.nix", "users/{user}/default.nix"],
  userOnHost: ["users/{user}/{host}.nix"],
  allUsers: ["users/common.nix"],
  host: ["hosts/{host}.nix", "hosts/{host}/default.nix"],
  hardware: ["hosts/{host}/hardware.nix", "hosts/{host}/hardware-configuration.nix"],
  allHosts: ["hosts/shared/default.nix", "hosts/shared.nix"],
  profile: ["profiles/{profile}.nix", "profiles/{profile}/default.nix"],
  aggregate: ["aggregates/{aggregate}.nix", "aggregates/{aggregate}/default.nix"],
  feature: ["modules/{feature}.nix", "modules/{feature}/default.nix"],
};

/** A place of a layout: what kind of file it is about. */
export type Place = keyof Layout;

/** What may stand in braces in the paths of each place, and what must. */
export const placeholders: { readonly [K in Place]: readonly string[] } = {
  user: ["user"],
  userOnHost: ["user", "host"],
  allUsers: [],
  host: ["host"],
  hardware: ["host"],
  allHosts: [],
  profile: ["profile"],
  aggregate: ["aggregate"],
  feature: ["feature"],
};

/** Writes a layout out in full. */
export function completeLayout(declared: LayoutDeclaration | undefined): Layout {
  if (declared === undefined || declared === "canonical") return canonicalLayout;
  const own = Object.entries(declared).filter(([, paths]) => paths !== undefined);
  return { ...canonicalLayout, ...Object.fromEntries(own) };
}

/** The paths that a place can have, with ids put in for the names in braces, the preferred one first. */
export function placePaths(
  layout: Layout,
  place: Place,
  ids: { readonly [name: string]: string },
): string[] {
  return layout[place].map((template) =>
    template.replace(/\{([a-z]+)\}/g, (braces, name: string) =>
      Object.hasOwn(ids, name) ? (ids[name] ?? braces) : braces,
    ),
  );
}
