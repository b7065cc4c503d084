import type { Engine } from "../engine.ts";
import { impure, option } from "../words.ts";

/**
 * The command of nixos-cli (0.16, cmd/apply/apply.go). It asks before it activates, unless it is told that
 * somebody has agreed.
 */
export const nixosCli: Engine = {
  program: "nixos",
  source: "github:nix-community/nixos-cli",
  isStartedOnHost: true,
  systemWords({ id, deploy: { target, buildHost } }, { flake, variables }) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    const root =
      target === undefined ? ["--local-root"] : target.startsWith("root@") ? [] : ["--remote-root"];
    const words = ["nixos", "apply", `${flake}#${id}`, "--yes", ...where, ...root];
    return [...words, ...impure(variables)];
  },
};
