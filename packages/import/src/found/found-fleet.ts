import type { FoundAgeSecret, FoundSetting } from "./found-settings.ts";

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

/** Where a host keeps private keys of age, as `sops.age` has it. */
export interface FoundIdentity {
  readonly keyFile: string | null;
  /** SSH keys that are turned into keys of age. */
  readonly sshKeyPaths: readonly string[];
}

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

/** An option that lets somebody in, or makes somebody root, beside what accounts say; never the text of a rule. */
export interface FoundRootWay {
  readonly kind: RootWayKind;
  /** `security.sudo.extraRules`. */
  readonly option: string;
  /** Whom it names, as far as that is known: logins, and groups as `@wheel`. */
  readonly names: readonly string[];
  /** The files that set it. */
  readonly definedIn: readonly FoundFile[];
}

/**
 * What an option does: rules of sudo, doas or polkit; text of theirs that nobody reads; whom Nix trusts; keys that no
 * account declares; a login as root that asks nothing; another account with the uid of root.
 */
export type RootWayKind = "rule" | "unread" | "trusted" | "keys" | "login" | "uid";

/** A group of a host. */
export interface FoundGroup {
  readonly name: string;
  readonly gid: number | null;
  /** Logins, in order, by whichever option. */
  readonly members: readonly string[];
  /** The files that say something of it. */
  readonly definedIn: readonly FoundFile[];
}

/** A file in which something stands. */
export interface FoundFile {
  /** From the folder of the flake; of another, its name as far as it is known, such as `nixos/modules/services/web.nix`. */
  readonly path: string;
  /** Whether it is of the flake itself: what others make is left to them. */
  readonly isOwn: boolean;
}

/** A home of home-manager. */
export interface FoundHome {
  /** Of one built on its own, its name in `homeConfigurations`; of another, the login. */
  readonly name: string;
  readonly login: string | null;
  readonly homeDirectory: string | null;
  readonly stateVersion: string | null;
  readonly system: string | null;
  /** The author of commits, as git is told. */
  readonly fullName: string | null;
  readonly email: string | null;
  /** The shells that home-manager writes files of (`programs.<shell>.enable`). Default: nobody says. */
  readonly shells?: readonly string[] | null | undefined;
  /** The modules that it is put together of, in order; null where nobody can say. */
  readonly modules: readonly FoundModule[] | null;
  readonly secrets: readonly FoundSecret[];
  readonly definedIn: readonly FoundFile[];
  /** Of one built on its own, as of a host. Default: nobody looked. */
  readonly failures?: readonly string[] | undefined;
}

/** A module: a file from the folder of the flake; without `path` one that is no file of it, told by what is known. */
export type FoundModule =
  | { readonly path: string }
  /** Another's, such as that of home-manager, or text in `flake.nix` itself. */
  | {
      readonly path: null;
      readonly label: string;
      readonly isOwn: boolean;
      /** Its name in `flake.modules.<class>`, where it is one of those: a declaration names it by that (`attr`). */
      readonly attr?: string;
    };

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
