import type { Engine } from "../engine.ts";
import { impure, sudo } from "../words.ts";

/** The command of nix-darwin, which works on the Mac itself alone. */
export const darwinRebuild: Engine = {
  program: "darwin-rebuild",
  source: "github:nix-darwin/nix-darwin",
  isStartedOnHost: true,
  systemWords({ id }, { flake, variables }) {
    // It takes the name for an attribute path, and a quote for no name; Nix decodes it after that (darwin-rebuild.sh).
    const name = id.includes(".") ? `%22${id}%22` : id;
    const words = ["darwin-rebuild", "switch", "--flake", `${flake}#${name}`];
    return [...sudo(variables), ...words, ...impure(variables)];
  },
};
