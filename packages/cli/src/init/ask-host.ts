import { type System, systems } from "@fleet/core/internal";
import { answerProblems, type InitHost, isMac } from "@fleet/project/init";
import type { ProposedHost } from "./default-answers.ts";
import type { GivenAnswers } from "./given-answers.ts";
import type { Prompts } from "./prompts.ts";

/** The systems that most machines have; others can be given by an option. */
const usualSystems = ["x86_64-linux", "aarch64-linux", "aarch64-darwin", "x86_64-darwin"] as const;

const systemNames: Readonly<Record<(typeof usualSystems)[number], string>> = {
  "x86_64-linux": "NixOS on a PC or server (x86_64-linux)",
  "aarch64-linux": "NixOS on ARM (aarch64-linux)",
  "aarch64-darwin": "a Mac with Apple silicon (aarch64-darwin)",
  "x86_64-darwin": "a Mac with Intel (x86_64-darwin)",
};

/** Asks what the command line leaves open of the first host. */
export async function askHost(
  prompts: Prompts,
  given: GivenAnswers,
  proposed: ProposedHost,
): Promise<InitHost> {
  const id =
    given.host ??
    (await prompts.askText({
      text: "What is the machine called?",
      proposed: proposed.id,
      check: answerProblems.host,
    }));
  const system = proposed.system ?? (await askSystem(prompts));
  const stateVersion =
    given.stateVersion ??
    (await prompts.askText({
      text: isMac(system)
        ? "With which release of home-manager do its homes begin?"
        : "With which release of NixOS was it installed?",
      proposed: proposed.stateVersion,
      check: answerProblems.stateVersion,
    }));
  const { hardwareFile } = proposed;
  const isAsked = hardwareFile !== undefined && given.hardwareFile === undefined && !isMac(system);
  const isTaken =
    !isAsked ||
    (await prompts.agree({
      text: "Take over /etc/nixos/hardware-configuration.nix?",
      proposed: true,
    }));
  const homeProfile =
    given.profile ??
    (await prompts.askText({
      text: "What are the homes on it for? A word, such as workstation or server.",
      proposed: proposed.homeProfile,
      check: answerProblems.profile,
    }));
  return {
    ...proposed,
    id,
    system,
    stateVersion,
    homeProfile,
    hardwareFile: isTaken ? hardwareFile : undefined,
  };
}

async function askSystem(prompts: Prompts): Promise<System> {
  const answer = await prompts.choose({
    text: "What is it?",
    answers: usualSystems.map((value) => ({ value, text: systemNames[value] })),
  });
  return systems.find((system) => system === answer) ?? "x86_64-linux";
}
