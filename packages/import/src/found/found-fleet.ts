import type { FoundFile } from "./found-file.ts";
import type { FoundHome, FoundModule } from "./found-home.ts";
import type { FoundIdentity, FoundSecret } from "./found-secret.ts";
import type { FoundAgeSecret, FoundRootWay, FoundSetting } from "./found-settings.ts";
import type { FoundUser } from "./found-user.ts";

/**
 * A fleet as it is, before anything of it is declared: data alone, from whatever source. A value that the source
 * does not say is null. Texts are as the source has them: hostile until escaped for where they go.
 */
export interface FoundFleet {
  /** Each once by its name, in order. */
  readonly hosts: readonly FoundHost[];
  /** The homes that are built on their own, by their names in `homeConfigurations`, in order. */
  readonly homes: readonly FoundHome[];
}

/** Where something was found. */
export type FoundSource =
  | "nixosConfigurations"
  | "darwinConfigurations"
  | "homeConfigurations"
  | "clan"
  | "sops"
  | "agenix";

/** A machine. */
export interface FoundHost {
  /** Its name in the output of the flake or in the inventory, which becomes its id. */
  readonly name: string;
  readonly source: FoundSource;
  /** Null where nobody says. */
  readonly platform: "nixos" | "darwin" | null;
  /** Such as `x86_64-linux`. */
  readonly system: string | null;
  readonly hostname: string | null;
  readonly domain: string | null;
  /** Of NixOS a release, of nix-darwin a number. */
  readonly stateVersion: string | number | null;
  /** The login of a Mac's primary user. */
  readonly primaryUser: string | null;
  /** Whether `passwd` may change accounts (`users.mutableUsers`). */
  readonly mutableUsers: boolean | null;
  /** Whether sudo asks members of wheel for their password. */
  readonly sudoNeedsPassword: boolean | null;
  /** Login names, and groups as `@wheel`, as `nix.settings.trusted-users` has them. */
  readonly trustedUsers: readonly string[] | null;
  /** The accounts that nix-darwin manages. */
  readonly knownUsers: readonly string[] | null;
  /** How else somebody is let in or made root. Default: nobody says. */
  readonly rootWays?: readonly FoundRootWay[] | undefined;
  /** What it says for which a declaration has no word. Default: nobody says. */
  readonly furtherSettings?: readonly FoundSetting[] | undefined;
  /** What agenix decrypts for it, by name, in order. Default: nobody says. */
  readonly ageSecrets?: readonly FoundAgeSecret[] | undefined;
  /** The messages of its assertions that fail, for which it would not be built. Default: nobody looked. */
  readonly failures?: readonly string[] | undefined;
  /** Everybody with an account, people and others, root too, by login, in order. */
  readonly users: readonly FoundUser[];
  /** By name, in order. */
  readonly groups: readonly FoundGroup[];
  /** The homes that are built with the system, by login, in order. */
  readonly homes: readonly FoundHome[];
  /** What sops-nix is told to decrypt for the system, by name, in order. */
  readonly secrets: readonly FoundSecret[];
  /** With what sops-nix decrypts them for the system. Default: nobody says. */
  readonly identity?: FoundIdentity | null | undefined;
  /** The modules that it is put together of, in order; null where nobody can say. */
  readonly modules: readonly FoundModule[] | null;
  /** The arguments that its modules get beside NixOS's own (`specialArgs`), in order. */
  readonly specialArguments: readonly string[];
  readonly tags: readonly string[];
  /** Where it is reached by SSH, as its deploy engine has it. */
  readonly deployTarget: string | null;
  readonly buildHost: string | null;
  /** The line of its public SSH host key. */
  readonly sshHostKey: string | null;
  /** What else the source says of it and no word of a declaration does, as plain JSON; null for nothing. */
  readonly data: unknown;
}

/** A group of a host. */
export interface FoundGroup {
  readonly name: string;
  readonly gid: number | null;
  /** Logins, in order, by whichever option. */
  readonly members: readonly string[];
  /** The files that say something of it. */
  readonly definedIn: readonly FoundFile[];
}
