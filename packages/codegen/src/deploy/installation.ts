import type { ResolvedHost } from "@fleet/core";
import { listHostVariables } from "./deploy-commands.ts";
import type { DeployStep } from "./deploy-steps.ts";
import type { Engine } from "./engine.ts";
import { openEvaluation, option } from "./words.ts";

/** How a machine gets its first system. */
export interface Installation {
  /** The folder of the flake, from the fleet's root. */
  readonly flake: string;
  /** Where the machine is reached now, by SSH: most have another address before they have their system. */
  readonly target: string;
  /** The absolute path of a folder that is copied to the root of its disk; undefined for none. */
  readonly extraFiles: string | undefined;
  /** Whether it keeps the SSH host keys that it has now. */
  readonly keepsHostKeys: boolean;
}

/** The command that erases the disks of a machine and puts the system of a host there. */
export function planInstallation(host: ResolvedHost, installation: Installation): DeployStep {
  const engine = createInstaller(installation);
  const variables = listHostVariables([host]);
  return {
    name: host.id,
    targets: [host.id],
    hosts: [host.id],
    words: engine.systemWords(host, { flake: installation.flake, variables }),
    engine,
    asks: undefined,
    variables,
    after: undefined,
  };
}

/** nixos-anywhere (1.13.0, src/nixos-anywhere.sh), which takes a name as it is, also with dots. */
function createInstaller({ target, extraFiles, keepsHostKeys }: Installation): Engine {
  return {
    program: "nixos-anywhere",
    source: "github:nix-community/nixos-anywhere",
    isStartedOnHost: false,
    systemWords: ({ id }, { flake, variables }) => [
      ...["nixos-anywhere", "--flake", `${flake}#${id}`, "--target-host", target],
      ...option("--extra-files", extraFiles),
      ...(keepsHostKeys ? ["--copy-host-keys"] : []),
      // It has no --impure.
      ...openEvaluation(variables),
    ],
  };
}
