import type { Engine } from "../engine.ts";
import { impure, option } from "../words.ts";

/**
 * The command of NixOS, which reaches another host by SSH. It is not started with sudo, and becomes root
 * itself where it has to: git refuses root the folder of somebody else (`safe.directory`), and sudo keeps
 * nothing of the environment.
 */
export const nixosRebuild: Engine = {
  program: "nixos-rebuild",
  source: "nixpkgs#nixos-rebuild-ng",
  isStartedOnHost: true,
  systemWords({ id, stateVersion, deploy: { target, buildHost } }, evaluation) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    const { variables } = evaluation;
    const flake = ["--flake", `${evaluation.flake}#${id}`];
    const words = ["nixos-rebuild", "switch", ...flake, ...where, ...impure(variables)];
    return target?.startsWith("root@") ? words : [...words, sudoOption(stateVersion)];
  },
};

/**
 * The option with which only what needs it runs as root. NixOS 24.05 knows no `--sudo`; 25.11, with
 * nixos-rebuild-ng, takes the older name with a warning. What a host began with is never newer than what
 * it runs, so that a host of before gets the name that all of them take.
 */
function sudoOption(stateVersion: string): string {
  return stateVersion >= "25.11" ? "--sudo" : "--use-remote-sudo";
}
