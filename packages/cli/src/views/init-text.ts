import { shellPath, showLine } from "@fleet/diagnostics";
import type { InitAnswers, PlacedFile } from "@fleet/project/init";

/** What `fleet init` did, or would do. */
export interface InitReport {
  /** The folder from where the command runs. */
  readonly folder: string;
  readonly answers: InitAnswers;
  readonly placed: readonly PlacedFile[];
  /** What was computed and written besides. */
  readonly generated: readonly string[];
  readonly isWritten: boolean;
  /** Whether the flake of somebody else stays, so that lines have to go into it. */
  readonly hasOwnFlake: boolean;
  /** Whether the machine has a configuration of NixOS, of which the most is not carried over. */
  readonly hasOldConfiguration: boolean;
  /** What to mind about the machine, a sentence each. */
  readonly notes: readonly string[];
  /** Where the private half of a new key lies. */
  readonly keyFile: string | undefined;
}

const verbs = { new: "new", same: "there", kept: "kept" } as const;

/** Says which files a fleet has now, and what comes next. */
export function renderInit(report: InitReport): string {
  const { placed, generated, isWritten, folder } = report;
  const declaration = placed.find(({ path }) => path === "fleet.config.ts")?.text ?? "";
  const head = isWritten
    ? `A fleet begins in ${shown(folder)}:`
    : `Would be made in ${shown(folder)}:`;
  const lines = [
    ...report.notes.map(showLine),
    ...(report.notes.length === 0 ? [] : [""]),
    head,
    ...placed.map(({ path, place }) => `  ${verbs[place].padEnd(5)}  ${showLine(path)}`),
    ...generated.map((path) => `  new    ${path} (generated)`),
    ...(placed.some(({ place }) => place === "kept")
      ? ["What is kept was there before, and stays as it was."]
      : []),
    ...(report.keyFile === undefined || !isWritten
      ? []
      : [
          `The private key is in ${showLine(report.keyFile)}. Keep a copy elsewhere: without it, no new machine can be let in.`,
        ]),
    "",
    ...(isWritten
      ? ["Next:", ...listSteps(report).map(numberStep), "", laterCommands]
      : [declaration.trimEnd()]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Most begin with one machine, and have another one. */
const laterCommands =
  "Whoever and whatever comes later: fleet add user, fleet add host, fleet add secret.";

function numberStep(step: string, index: number): string {
  return `  ${index + 1}. ${step}`;
}

function shown(folder: string): string {
  return folder === "" ? "this folder" : shellPath(folder);
}

/** The next steps, three of them, beside going to the folder. */
function listSteps(report: InitReport): string[] {
  const { answers, folder, hasOwnFlake, hasOldConfiguration } = report;
  const { host } = answers;
  const isDarwin = host.system.endsWith("-darwin");
  const file = `hosts/${host.id}.nix`;
  const look =
    host.hardwareFile === undefined && !isDarwin
      ? `Put what nixos-generate-config --show-hardware-config prints on the machine into hosts/${host.id}/hardware.nix, and look at ${file}.`
      : hasOldConfiguration
        ? `Look at ${file}: what else you need of /etc/nixos/configuration.nix goes there.`
        : `Look at ${file} and users/: what the machine and the homes are to have goes there.`;
  const check = hasOwnFlake
    ? "Take fleet into the flake.nix that is there: docs/first-fleet.md says how, or fleet import."
    : "nix flake check, then git commit.";
  const rebuild = isDarwin
    ? `sudo nix run --inputs-from . nix-darwin#darwin-rebuild -- switch --flake .#${host.id}`
    : `nixos-rebuild build --flake .#${host.id}, which changes nothing; then switch, with --sudo.`;
  return [...(folder === "" ? [] : [`cd ${shellPath(folder)}`]), look, check, rebuild];
}
