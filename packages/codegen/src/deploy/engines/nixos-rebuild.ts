import type { Engine } from "../engine.ts";
import { impure, option } from "../words.ts";

/**
 * The command of NixOS, which reaches another host by SSH. It is not started with sudo, and becomes root
 * itself where it has to: git refuses root the folder of somebody else (`safe.directory`), and sudo keeps
 * nothing of the environment.
 */
export const nixosRebuild: Engine = {
  program: "nixos-rebuild",
  source: "nixpkgs#nixos-rebuild",
  isStartedOnHost: true,
  // Both refuse what they do not know before they do anything: the one of Python prints its options with that, the
  // shell script the option alone. With --help, both start `man`, which is not everywhere, and waits at a terminal.
  askingWords: ({ deploy }) => (isRootsOwn(deploy.target) ? undefined : ["--which-options"]),
  systemWords({ id, stateVersion, deploy: { target, buildHost } }, evaluation) {
    const where = [...option("--target-host", target), ...option("--build-host", buildHost)];
    const { variables, usage } = evaluation;
    const flake = ["--flake", `${evaluation.flake}#${id}`];
    const words = ["nixos-rebuild", "switch", ...flake, ...where, ...impure(variables)];
    return isRootsOwn(target) ? words : [...words, sudoOption(stateVersion, usage)];
  },
};

/** Whether somebody logs in who is root already. */
function isRootsOwn(target: string | undefined): boolean {
  return target?.startsWith("root@") === true;
}

/**
 * The option with which only what needs it runs as root. It is read twice: by the program that is here, and by that of
 * the system which is deployed, which takes over (`config.system.build.nixos-rebuild`). The shell script, of before
 * NixOS 25.11, knows `--use-remote-sudo` alone; nixos-rebuild-ng knows `--sudo`, and takes the older name with a
 * warning. What a host began with is never newer than its system, so that one of before 25.11 may have the script.
 */
function sudoOption(stateVersion: string, usage: string | undefined): string {
  const isScript = stateVersion < "25.11";
  if (usage === undefined) return isScript ? older : newer;
  if (!usage.includes(newer)) return older;
  return isScript && usage.includes(older) ? older : newer;
}

const older = "--use-remote-sudo";
const newer = "--sudo";
