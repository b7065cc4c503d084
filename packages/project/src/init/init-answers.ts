import type { FormFactor, HardwareDeclaration, System } from "@fleet/core/internal";
import type { NvidiaDriver } from "../machine/nvidia-driver.ts";

/** A person of a fleet that begins. */
export interface InitPerson {
  /** The login name, and the id. */
  readonly id: string;
  readonly fullName: string | undefined;
  readonly email: string | undefined;
  readonly isAdmin: boolean;
  /** The uid that the machine has given already; undefined for one that fleet gives. */
  readonly uid: number | undefined;
  /** The shell, such as `fish`; undefined for that of the system. */
  readonly shell: string | undefined;
  /** Public keys, a line each. */
  readonly sshKeys: readonly string[];
  /** A profile of their own; undefined for that of the host. */
  readonly homeProfile: string | undefined;
}

/** The first machine of a fleet that begins. */
export interface InitHost {
  /** The host name, and the id. */
  readonly id: string;
  readonly system: System;
  /** The release of NixOS that is or will be installed; on a Mac that of home-manager. */
  readonly stateVersion: string;
  readonly formFactor: FormFactor | undefined;
  readonly hardware: HardwareDeclaration;
  /** What its NVIDIA card needs; undefined where none is known of. */
  readonly nvidia: NvidiaDriver | undefined;
  /** The profile of the homes on it. */
  readonly homeProfile: string;
  /** The text of its hardware file; undefined where there is none yet. */
  readonly hardwareFile: string | undefined;
  /** The public half of its SSH key; undefined where it is not known. */
  readonly sshHostKey: string | undefined;
  /** Options by name, each with its value in Nix. */
  readonly settings: ReadonlyMap<string, string>;
}

/** All that has to be known to begin a fleet. */
export interface InitAnswers {
  readonly host: InitHost;
  /** The first is the primary admin. */
  readonly people: readonly [InitPerson, ...InitPerson[]];
  /** The age recipient that can open all secrets; undefined for a fleet without secrets. */
  readonly operatorKey: string | undefined;
}

/** Whether a system is that of a Mac. */
export function isMac(system: System): boolean {
  return system.endsWith("-darwin");
}
