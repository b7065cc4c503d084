import type { ModuleDeclaration } from "@fleet/core/internal";
import { relativePathProblem } from "@fleet/core/internal";
import type { FoundHome, FoundModule } from "../../found/found-home.ts";

/** A home, and on which host it is whose. */
export interface PlacedHome {
  readonly host: string;
  readonly login: string;
  readonly kind: "integrated" | "standalone";
  readonly home: FoundHome;
}

/** How a module can be declared; undefined for text in `flake.nix`, or another's module. */
export function declarableModule(module: FoundModule): ModuleDeclaration | undefined {
  if (module.path !== null) {
    return relativePathProblem(module.path) === undefined ? module.path : undefined;
  }
  return module.isOwn && module.attr !== undefined ? { attr: module.attr } : undefined;
}

/**
 * Whether a module is one that fleet brings by itself: of its own library, as in a flake that fleet makes already, or
 * sops-nix's, which comes with secrets that are declared.
 */
export function isOfFleet(module: FoundModule): boolean {
  return module.path === null && !module.isOwn && brought.test(module.label);
}

const brought =
  /^(?:nix\/lib\/modules\/(?:system|nixos|darwin|home)\/.*|modules\/home-manager\/sops\.nix|modules\/(?:nix-darwin\/)?sops(?:\/default\.nix)?)$/;

/** The modules of a home, if all of them can be declared; else undefined. */
export function declarableHome({ modules }: FoundHome): readonly ModuleDeclaration[] | undefined {
  if (modules === null) return undefined;
  const others = modules.filter((module) => !isOfFleet(module));
  const known = others.map((module) => declarableModule(module));
  const all = known.filter((module) => module !== undefined);
  return all.length === known.length ? all : undefined;
}

/** A host as far as the names of homes tell it. */
interface NamedHost {
  readonly name: string;
  readonly hostname: string | null;
}

/** Tells on which host a standalone home is, by its name: `login@host`, by the id of the host or its name in the network. */
export function createHomeFinder(
  hosts: Iterable<NamedHost>,
): (
  home: FoundHome,
) =>
  | { readonly login: string; readonly label: string; readonly host: string | undefined }
  | undefined {
  const byName = new Map<string, string>();
  const all = [...hosts];
  for (const { name, hostname } of all) if (hostname !== null) byName.set(hostname, name);
  for (const { name } of all) byName.set(name, name);
  return ({ name, login }) => {
    const at = name.indexOf("@");
    if (at < 1) return undefined;
    const label = name.slice(at + 1);
    return { login: login ?? name.slice(0, at), label, host: byName.get(label) };
  };
}
