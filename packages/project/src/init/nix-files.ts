import { listNvidiaOptions, type NvidiaDriver } from "../machine/nvidia-driver.ts";
import { type InitAnswers, type InitHost, type InitPerson, isMac } from "./init-answers.ts";

/** The modules of the host, as text in Nix. */
export function renderHostFile({ host, people }: InitAnswers): string {
  const lines = isMac(host.system) ? macLines() : nixosLines(host, people[0]);
  return `# This machine, beside its ${isMac(host.system) ? "users" : "hardware and its users"}.\n{\n${lines.join("\n")}\n}\n`;
}

function macLines(): string[] {
  return [
    "  # The release of nix-darwin that this Mac began with. It stays what it was.",
    "  system.stateVersion = 6;",
    "",
    "  # Where Determinate's installer installed Nix, its own daemon is in charge:",
    "  # nix.enable = false;",
  ];
}

function nixosLines(host: InitHost, admin: InitPerson): string[] {
  const settings = [...host.settings].map(([option, value]) => `  ${option} = ${value};`);
  return [
    ...settings,
    ...(settings.length === 0 ? [] : [""]),
    ...describeGraphics(host),
    "  # A machine that exists keeps its accounts and their passwords. On a new one, this is the password of",
    "  # the first login, as `mkpasswd` prints it; `passwd` changes it.",
    `  # users.users.${admin.id}.initialHashedPassword = "$y$j9T$…";`,
  ];
}

/** Comments: what is right depends on the card and on the release, and a wrong line would not build. */
function describeGraphics({ hardware: { gpu }, formFactor, nvidia }: InitHost): string[] {
  switch (gpu) {
    case "nvidia":
      return describeNvidia(nvidia ?? { series: undefined, isOpen: undefined });
    case "amd":
    case "intel":
      return formFactor === "server"
        ? []
        : [
            "  # Video is decoded by the graphics card with:",
            "  # hardware.graphics.enable = true;",
            "",
          ];
    default:
      return [];
  }
}

function describeNvidia(driver: NvidiaDriver): string[] {
  const options = listNvidiaOptions(driver).map(([option, value]) => `  # ${option} = ${value};`);
  const [last = "", ...others] = options.reverse();
  return [
    "  # NVIDIA's own driver, which is not free:",
    ...(driver.series === undefined
      ? []
      : [
          "  # (The last series for this card. It wants { config, ... }: at the head of this file.)",
        ]),
    ...others.reverse(),
    `${last}${driver.isOpen === undefined ? " # false for cards before the GTX 16 series" : ""}`,
    "  # hardware.graphics.enable = true;",
    "",
  ];
}

/** Where there is no hardware file yet: enough for the flake to evaluate, and not for a machine to boot. */
export const placeholderHardware = `# Replace this with what \`nixos-generate-config --show-hardware-config\` prints on the machine.
{
  fileSystems."/" = {
    device = "/dev/disk/by-label/nixos";
    fsType = "ext4";
  };
  fileSystems."/boot" = {
    device = "/dev/disk/by-label/boot";
    fsType = "vfat";
  };
}
`;

/** The home of a person. */
export function renderUserFile({ id, shell }: InitPerson): string {
  const shellLine = shell === undefined ? "" : `  programs.${shell}.enable = true;\n`;
  return `# ${id}'s home, on every host. Name and e-mail of git come from fleet.config.ts.\n{\n${shellLine}  programs.git.enable = true;\n}\n`;
}

/** What all homes have in common. */
export const commonHome = `# What all homes have in common, on every host.
{
  programs.home-manager.enable = true;
}
`;

/** A profile that has nothing in it yet. */
export function renderProfile(name: string): string {
  return `# What the homes with the profile ${name} have in common.
{ pkgs, ... }:
{
  home.packages = [
    pkgs.fd
    pkgs.ripgrep
  ];
}
`;
}

/** What all systems have in common. */
export const sharedSystem = `# What all systems have in common.
{
  nix.settings.experimental-features = [
    "nix-command"
    "flakes"
  ];
}
`;

/** What git is not to track; nothing in it is what a flake needs. */
export const ignoredByGit = `result
result-*
.direnv/
`;
