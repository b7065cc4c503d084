import type { FoundFile } from "./found-file.ts";

/** An account on a host. */
export interface FoundUser {
  readonly login: string;
  /** Whether it is a person's, as NixOS calls it a normal user. */
  readonly isNormal: boolean;
  readonly isEnabled: boolean;
  readonly uid: number | null;
  readonly description: string | null;
  readonly homeDirectory: string | null;
  readonly createHome: boolean | null;
  /** The attribute of pkgs that its shell is, such as `fish`; null where it has none or it is no such package. */
  readonly shell: string | null;
  /** Whether the shell is the one that the system gives to everybody who says nothing. */
  readonly isUsualShell: boolean;
  /** Its primary group. */
  readonly group: string | null;
  /** The others, in order, each once: those of `extraGroups`, and those that name it among their members. */
  readonly groups: readonly string[];
  /** Lines of `authorized_keys`, those of key files too. */
  readonly sshKeys: readonly string[];
  /** The key files, as their paths from the folder of the flake, or absolute where they lie outside of it. */
  readonly keyFiles: readonly string[];
  readonly password: FoundPassword | null;
  /** `2027-06-30`. */
  readonly expires: string | null;
  readonly linger: boolean | null;
  readonly subordinateIds:
    | "auto"
    | "none"
    | { readonly start: number; readonly count: number }
    | null;
  /** The files that say something of it (`users.users.<login>`), in order. */
  readonly definedIn: readonly FoundFile[];
}

/** By what an account has a password; never what it is. */
export interface FoundPassword {
  /** Which options are set: `hashedPasswordFile`, `initialPassword`, … */
  readonly options: readonly string[];
  /** The name of the secret of sops-nix whose file holds the hash. */
  readonly secret: string | null;
  /** Whether nobody can log in by a password on purpose (`!`, `*`). */
  readonly isLocked: boolean;
  /** Whether it is empty, so that anybody can log in. Default: false. */
  readonly isEmpty?: boolean;
}
