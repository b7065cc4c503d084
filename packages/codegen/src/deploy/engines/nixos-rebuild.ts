import type { Engine } from "../engine.ts";
import { impure, option, sudo } from "../words.ts";

/** The command of NixOS, which reaches another host by SSH. */
export const nixosRebuild: Engine = {
  isStartedOnHost: true,
  systemWords({ id, deploy: { target, buildHost } }, variables) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    const flake = ["--flake", `.#${id}`];
    const words = ["nixos-rebuild", "switch", ...flake, ...where, ...impure(variables)];
    if (target === undefined) return [...sudo(variables), ...words];
    return target.startsWith("root@") ? words : [...words, "--sudo"];
  },
};
