import type { FoundFile } from "./found-file.ts";

/** Where a host keeps private keys of age, as `sops.age` has it. */
export interface FoundIdentity {
  readonly keyFile: string | null;
  /** SSH keys that are turned into keys of age. */
  readonly sshKeyPaths: readonly string[];
}

/** What sops-nix decrypts. */
export interface FoundSecret {
  readonly name: string;
  /** From the folder of the flake; absolute where it lies outside of it. */
  readonly file: string;
  readonly key: string;
  readonly format: string;
  readonly mode: string | null;
  readonly owner: string | null;
  readonly group: string | null;
  readonly path: string | null;
  readonly neededForUsers: boolean;
  readonly restartUnits: readonly string[];
  readonly reloadUnits: readonly string[];
  readonly definedIn: readonly FoundFile[];
}
