import type { Engine } from "../engine.ts";
import { impure, option } from "../words.ts";

/** The command of colmena, which knows where hosts are (colmena 0.5.0-pre, src/command/apply.rs). */
export const colmena: Engine = {
  program: "colmena",
  source: "nixpkgs#colmena",
  isStartedOnHost: false,
  reads: {
    input: "colmena",
    output: "colmenaHive",
    url: "github:nix-community/colmena",
  },
  isToldByFlake: true,
  systemWords: ({ id }, { variables }) => ["colmena", "apply", "--on", id, ...impure(variables)],
  rolloutWords: (hosts, { variables, jobs }) => [
    ...["colmena", "apply", "--on", hosts.map(({ id }) => id).join(",")],
    ...option("--parallel", jobs?.toString()),
    ...impure(variables),
  ],
};
