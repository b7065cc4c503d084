import type { Engine } from "../engine.ts";
import { attributeName, option, passedOn } from "../words.ts";

/**
 * The command of deploy-rs, which knows where hosts are (d5eff7f, src/cli.rs; its version says nothing). It reads the
 * node as Nix does, and what stands behind a dot is the name of a profile (src/lib.rs, parse_fragment).
 */
export const deployRs: Engine = {
  program: "deploy",
  source: "github:serokell/deploy-rs",
  isStartedOnHost: false,
  reads: {
    input: "deploy-rs",
    output: "deploy",
    url: "github:serokell/deploy-rs",
  },
  isToldByFlake: true,
  bringsHomes: true,
  systemWords(host, { flake, variables }) {
    const { target } = host.deploy;
    const [user, name] = target?.includes("@") ? target.split("@") : [undefined, target];
    const where = [...option("--ssh-user", user), ...option("--hostname", name)];
    return ["deploy", `${flake}#${attributeName(host.id)}`, ...where, ...passedOn(variables)];
  },
  rolloutWords: (hosts, { flake, variables }) => [
    ...["deploy", "--targets", ...hosts.map((host) => `${flake}#${attributeName(host.id)}`)],
    ...passedOn(variables),
  ],
};
