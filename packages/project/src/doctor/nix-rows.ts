import type { World } from "../world/world.ts";
import { type ExaminedRow, examined } from "./examined-row.ts";
import { ask, findVersion, printed } from "./program-version.ts";

const needed = ["nix-command", "flakes"] as const;

/** Nix, and whether it knows flakes. */
export async function examineNix(world: World): Promise<ExaminedRow[]> {
  const found = await findVersion(world, "nix");
  if (found === undefined) {
    return [
      examined("programs", "nix", {
        fitness: "warning",
        says: "It is not in PATH; fleet verify and every build need it. All else works without.",
        fact: "missing",
        cure: "Install it: https://nixos.org/download",
      }),
    ];
  }
  const { path, version = "of an unknown version" } = found;
  const nix = examined("programs", "nix", { says: `${version} (${path})`, fact: version });
  return [nix, await examineFeatures(world, path)];
}

/** A Nix without `nix-command` refuses to say what it has, and that is the answer. */
async function examineFeatures(world: World, nix: string): Promise<ExaminedRow> {
  const [now, before] = await Promise.all([
    ask(world, nix, ["config", "show", "experimental-features"]),
    // Until 2.19 the command was called otherwise.
    ask(world, nix, ["show-config"]),
  ]);
  const listed = printed(now).trim();
  const text = listed === "" ? printed(before) : `experimental-features = ${listed}`;
  const features = new Set(/^experimental-features = (.*)$/m.exec(text)?.[1]?.split(/\s+/));
  const missing = needed.filter((feature) => !features.has(feature));
  if (missing.length === 0) {
    return examined("programs", "nix features", { says: needed.join(", "), fact: "on" });
  }
  return examined("programs", "nix features", {
    fitness: "warning",
    says: `Switched off: ${missing.join(", ")}. nix build, nix flake check and nixos-rebuild --flake need them; fleet verify switches them on for itself.`,
    fact: `off: ${missing.join(", ")}`,
    cure: "Write into ~/.config/nix/nix.conf, or /etc/nix/nix.conf: experimental-features = nix-command flakes",
  });
}
