import type { FormFactor, HardwareDeclaration, System } from "@fleet/core/internal";
import type { NvidiaDriver } from "./nvidia-driver.ts";

/** An account of a person that a machine has. */
export interface LookedAccount {
  readonly login: string;
  readonly uid: number;
  /** As the machine has it; undefined where it says nothing that can be declared. */
  readonly fullName: string | undefined;
  /** The name of the program, such as `fish`; undefined where it is the usual one. */
  readonly shell: string | undefined;
  readonly isAdmin: boolean;
  /** SSH public keys that lie in the home, a line each, without those that cannot be declared. */
  readonly sshKeys: readonly string[];
}

/** What the NixOS configuration of a machine says that is a plain value, ready to be written in Nix. */
export interface LookedSettings {
  /** `system.stateVersion`. */
  readonly stateVersion: string | undefined;
  /** Options by name, each with its value in Nix. */
  readonly carried: ReadonlyMap<string, string>;
}

/** What can be seen of a machine without asking anybody. What is not known is undefined, or empty. */
export interface LookedMachine {
  readonly platform: "linux" | "darwin" | undefined;
  readonly system: System | undefined;
  readonly hostName: string | undefined;
  readonly formFactor: FormFactor | undefined;
  readonly hardware: HardwareDeclaration;
  /** What its NVIDIA card needs; undefined where it has none. */
  readonly nvidia: NvidiaDriver | undefined;
  /** Whether it was booted by UEFI. */
  readonly isUefi: boolean | undefined;
  /** The first disk that stays in the machine, such as `/dev/sda`. */
  readonly firstDisk: string | undefined;
  readonly accounts: readonly LookedAccount[];
  /** The line of `/etc/ssh/ssh_host_ed25519_key.pub`. */
  readonly sshHostKey: string | undefined;
  /** The text of `/etc/nixos/hardware-configuration.nix`. */
  readonly hardwareFile: string | undefined;
  readonly settings: LookedSettings;
  /** What the machine is, and what to mind about it, in plain words: a sentence each. */
  readonly notes: readonly string[];
}

/** A machine of which nothing is known. */
export const unseenMachine: LookedMachine = {
  platform: undefined,
  system: undefined,
  hostName: undefined,
  formFactor: undefined,
  hardware: {},
  nvidia: undefined,
  isUefi: undefined,
  firstDisk: undefined,
  accounts: [],
  sshHostKey: undefined,
  hardwareFile: undefined,
  settings: { stateVersion: undefined, carried: new Map() },
  notes: [],
};
