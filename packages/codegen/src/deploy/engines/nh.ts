import type { Engine } from "../engine.ts";
import { option, passedOn } from "../words.ts";

/** The command of nh, for NixOS and Macs. */
export const nh: Engine = {
  program: "nh",
  source: "nixpkgs#nh",
  least: { arguments: ["--version"], version: [4, 1], lacks: "--target-host and --build-host" },
  isStartedOnHost: true,
  systemWords({ id, platform, deploy: { target, buildHost } }, { flake, variables }) {
    const kind = platform === "darwin" ? "darwin" : "os";
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    return ["nh", kind, "switch", flake, "--hostname", id, ...where, ...passedOn(variables)];
  },
};
