import type { PasswordDeclaration } from "../declaration/people/password-declaration.ts";
import type { SshKeySource } from "../declaration/people/ssh-key-declaration.ts";

/** How one becomes root on some hosts. */
export interface RootGrant {
  /** Selectors; undefined for all NixOS hosts. */
  readonly hosts: readonly string[] | undefined;
  readonly sshKeys: readonly SshKeySource[];
  readonly trustedByNix: readonly string[];
  readonly sudoNeedsPassword: boolean | undefined;
  readonly password: PasswordDeclaration | undefined;
}
