import type { Engine } from "../engine.ts";
import { impure, sudo } from "../words.ts";

/** The command of nix-darwin, which works on the Mac itself alone. */
export const darwinRebuild: Engine = {
  isStartedOnHost: true,
  systemWords({ id }, { flake, variables }) {
    const words = ["darwin-rebuild", "switch", "--flake", `${flake}#${id}`];
    return [...sudo(variables), ...words, ...impure(variables)];
  },
};
