import type { System } from "@fleet/core/internal";
import { shellPath, shellWord } from "@fleet/diagnostics";

/** A host that is not installed yet. */
export interface NewHost {
  readonly id: string;
  readonly system: System;
  /** Where its key lies as on its root file system, quoted for a shell; undefined where it has none of its own. */
  readonly keyFolder: string | undefined;
  /** Where its hardware file is to be; undefined where it is there. */
  readonly hardwarePath: string | undefined;
}

/** What puts the system on the machine for the first time. */
export function installCommands(host: NewHost): [command: string, purpose: string][] {
  const { id, system, keyFolder, hardwarePath } = host;
  // nixos-anywhere and nixos-install quote the name themselves, and take a quote for no name.
  const flake = shellWord(`.#${id}`);
  if (system.endsWith("-darwin")) {
    // darwin-rebuild does not, and takes a dot for the end of it; Nix decodes it after that.
    const ofMac = id.includes(".") ? `.#%22${id}%22` : flake;
    const key = `sudo cp ${keyFolder}/etc/ssh/ssh_host_ed25519_key* /etc/ssh/`;
    return [
      ...(keyFolder === undefined
        ? []
        : [[key, "on the Mac itself first, with the folder"] satisfies [string, string]]),
      [
        `sudo nix run --inputs-from . nix-darwin#darwin-rebuild -- switch --flake ${ofMac}`,
        "on the Mac itself",
      ],
    ];
  }
  const files = keyFolder === undefined ? "" : ` --extra-files ${keyFolder}`;
  const anywhere = "nix run github:nix-community/nixos-anywhere --";
  // A file that the installation itself wrote would not be among the modules in fleet.json, and so in no system.
  const hardware: [string, string][] =
    hardwarePath === undefined
      ? []
      : [
          [
            `${anywhere} --phases kexec --generate-hardware-config nixos-generate-config ${shellPath(hardwarePath)} --flake ${flake} --target-host root@ADDRESS`,
            "starts the installer there, and writes the hardware file from here; it erases nothing",
          ],
          ["fleet generate", "once the file is there, so that the system is built with it"],
        ];
  return [
    ...hardware,
    [
      `${anywhere}${files} --flake ${flake} --target-host root@ADDRESS`,
      "installs it from here, on the disks that a module of disko declares",
    ],
    [
      `nixos-install --flake ${flake}`,
      keyFolder === undefined
        ? "or on the machine itself"
        : // What lies there belongs to whoever made it: on the machine all of it is root's.
          `or on the machine itself, after: cp -r --preserve=mode ${keyFolder}/etc /mnt/`,
    ],
  ];
}
