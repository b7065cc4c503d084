import { readNixCode } from "../strays/nix-code.ts";
import type { LookedSettings } from "./looked-machine.ts";

/** What is read of `/etc/nixos/configuration.nix`. */
export interface LookedConfiguration {
  readonly settings: LookedSettings;
  /** Options that NixOS has given another name since, with what takes their place. */
  readonly deprecated: readonly (readonly [option: string, instead: string])[];
  /** The kernel that it asks for, such as `linuxPackages_latest`. */
  readonly kernelPackages: string | undefined;
}

/** Options whose plain value goes to the file of the host. */
const carriedTexts = [
  "time.timeZone",
  "i18n.defaultLocale",
  "console.keyMap",
  "services.xserver.xkb.layout",
  "services.xserver.xkb.variant",
  "boot.loader.grub.device",
] as const;

const carriedSwitches = [
  "boot.loader.efi.canTouchEfiVariables",
  "boot.loader.grub.enable",
  "boot.loader.systemd-boot.enable",
  "networking.networkmanager.enable",
  "services.openssh.enable",
] as const;

/** From the release notes and the modules of NixOS, with the release that renamed or removed them. */
const renamed: readonly (readonly [option: string, instead: string])[] = [
  ["boot.loader.grub.version", "nothing: GRUB 2 is all there is since 23.05"],
  ["fonts.fonts", "fonts.packages, since 23.11"],
  ["hardware.amdgpu.amdvlk", "nothing: AMD gave it up, and RADV of Mesa is there since 25.11"],
  ["hardware.opengl", "hardware.graphics, since 24.11"],
  ["hardware.opengl.driSupport", "nothing: it is always on since 24.11"],
  ["hardware.opengl.driSupport32Bit", "hardware.graphics.enable32Bit, since 24.11"],
  ["hardware.pulseaudio", "services.pulseaudio, since 25.05"],
  ["services.xserver.desktopManager.gnome", "services.desktopManager.gnome, since 25.11"],
  ["services.xserver.displayManager.autoLogin", "services.displayManager.autoLogin, since 24.05"],
  ["services.xserver.displayManager.gdm", "services.displayManager.gdm, since 25.11"],
  ["services.xserver.displayManager.sddm", "services.displayManager.sddm, since 24.05"],
  ["services.xserver.layout", "services.xserver.xkb.layout, since 23.11"],
  ["services.xserver.libinput", "services.libinput, since 24.05"],
  ["services.xserver.xkbOptions", "services.xserver.xkb.options, since 23.11"],
  ["services.xserver.xkbVariant", "services.xserver.xkb.variant, since 23.11"],
  ["sound.enable", "nothing: ALSA needs no option since 24.11"],
];

/** Reads a configuration as text: nothing of it is evaluated, so that only what stands there plainly is found. */
export function readNixosConfiguration(text: string): LookedConfiguration {
  const { said, code } = readNixCode(text);
  const carried = new Map<string, string>();
  for (const option of carriedTexts) {
    const value = findValue(said, option, /"([\w+./:@-]+)"/);
    if (value !== undefined) carried.set(option, `"${value}"`);
  }
  for (const option of carriedSwitches) {
    const value = findValue(said, option, /(true|false)/);
    if (value !== undefined) carried.set(option, value);
  }
  return {
    settings: {
      stateVersion: findValue(said, "system.stateVersion", /"(\d\d\.\d\d)"/),
      carried,
    },
    deprecated: renamed.filter(([option]) => matchOption(option, "(?![\\w-])").test(code)),
    kernelPackages: /\bboot\.kernelPackages\s*=[^;]*?\b(linuxPackages\w*|linuxKernel\.[\w.]+)/.exec(
      code,
    )?.[1],
  };
}

function findValue(text: string, option: string, value: RegExp): string | undefined {
  return matchOption(option, `\\s*=\\s*(?:lib\\.mkDefault\\s+)?${value.source}\\s*;`).exec(
    text,
  )?.[1];
}

function matchOption(option: string, behind: string): RegExp {
  return new RegExp(`(?<![\\w.-])${option.replaceAll(".", "\\.")}${behind}`);
}
