import type { OwnData } from "../own-data/own-data.ts";
import type { DeployDeclaration } from "./hosts/deploy-declaration.ts";
import type { RootDeclaration } from "./hosts/root-declaration.ts";
import type { ServicesDeclaration, UserServicesDeclaration } from "./hosts/service-declaration.ts";
import type { System } from "./hosts/systems.ts";
import type {
  LayoutDeclaration,
  ModuleDeclaration,
  SharedModuleDeclaration,
} from "./layout-declaration.ts";
import type { MovedDeclaration } from "./moved-declaration.ts";
import type {
  LessDeclaration,
  NixosAccountDeclaration,
  TermDeclaration,
} from "./people/account-declaration.ts";
import type { GroupDeclaration } from "./people/group-declaration.ts";
import type { PasswordDeclaration } from "./people/password-declaration.ts";
import type { ServiceAccountDeclaration } from "./people/service-account-declaration.ts";
import type { SshKeyDeclaration } from "./people/ssh-key-declaration.ts";
import type {
  SharedUidDeclaration,
  UidDeclaration,
  UidRangeDeclaration,
} from "./people/uid-declaration.ts";
import type {
  AgeKeysDeclaration,
  HostSecretDeclaration,
  OperatorDeclaration,
  ReaderExpressionText,
  SecretsDeclaration,
  UserSecretDeclaration,
} from "./secret-declaration.ts";

/**
 * What people write in `fleet.config.ts`. The type parameters are the names that the declaration
 * itself introduces, so that a wrong one is an error in the editor: `U` users, `H` hosts,
 * `P` profiles, `A` aggregates, `F` features.
 */
export interface FleetDeclaration<
  U extends string = string,
  H extends string = string,
  P extends string = string,
  A extends string = string,
  F extends string = string,
> {
  /** The JSON Schema that an editor checks a YAML or JSON declaration by. Means nothing to fleet. */
  readonly $schema?: string | undefined;
  /** The people, by id. */
  readonly users: { readonly [K in U]: UserDeclaration<NoInfer<H>, NoInfer<P>, NoInfer<A>> };
  /** The machines, by id. */
  readonly hosts: {
    readonly [K in H]: HostDeclaration<NoInfer<U>, NoInfer<P>, NoInfer<A>, NoInfer<F>>;
  };
  /** Named sets of home modules, of which each home has at most one. */
  readonly profiles?: { readonly [K in P]: ProfileDeclaration<NoInfer<P>, NoInfer<A>> } | undefined;
  /** Named groups of home modules that profiles, users and placements include. */
  readonly aggregates?: { readonly [K in A]: AggregateDeclaration } | undefined;
  /** Capabilities of hosts: each brings modules, and groups for everybody on the host. */
  readonly features?: { readonly [K in F]: FeatureDeclaration } | undefined;
  /** Accounts that are nobody's, by id: of what deploys, builds or keeps backups. Default: none. */
  readonly serviceAccounts?:
    | { readonly [id: string]: ServiceAccountDeclaration<NoInfer<H>> }
    | undefined;
  /** Keys that belong to no user and no host, by id: CI, a recovery key. They read every secret file, unless its rule says otherwise. */
  readonly operators?: { readonly [id: string]: OperatorDeclaration } | undefined;
  /** Who may decrypt which secret files. */
  readonly secrets?: SecretsDeclaration<ReaderExpressionText<NoInfer<U>, NoInfer<H>>> | undefined;
  /** Groups that must exist, by name. Default: none. */
  readonly groups?:
    | { readonly [name: string]: GroupDeclaration<NoInfer<U>, NoInfer<H>> }
    | undefined;
  /** How one becomes root, beside what being admin is good for, each entry on some hosts. Default: in no other way. */
  readonly root?: readonly RootDeclaration<NoInfer<U>, NoInfer<H>>[] | undefined;
  /** Where the Nix modules are. Default: `"canonical"`. */
  readonly layout?: LayoutDeclaration | undefined;
  /** What holds for everybody and everything that does not say otherwise. */
  readonly defaults?: DefaultsDeclaration<NoInfer<P>, NoInfer<A>> | undefined;
  /** How strict the checks are. */
  readonly policy?: PolicyDeclaration<NoInfer<U>> | undefined;
  /**
   * What has another id than before, so that it stays what it was on every branch: `{ users: { keith: "kmiller" } }`.
   * Means nothing any more once `fleet.lock.json` has the new id, but for a login that nothing else declares.
   * Default: nothing.
   */
  readonly moved?: MovedDeclaration<NoInfer<U>, NoInfer<H>> | undefined;
  /**
   * Data of your own about the fleet, anything that JSON can hold: all Nix modules read them as `fleet.data`. Never a
   * secret, for everybody who reads the flake reads them. Default: none.
   */
  readonly data?: OwnData | undefined;
}

/** An id of a section. Where the section is missing, the message about an id says so: it would say `never`. */
type DeclaredId<Id extends string, Section extends string> = [Id] extends [never]
  ? `(no ${Section} are declared)${string}`
  : Id;

/** A person, declared once. */
export interface UserDeclaration<
  H extends string = string,
  P extends string = string,
  A extends string = string,
> extends Omit<PlacementDeclaration<P, A>, "services" | keyof LessDeclaration> {
  /** The person's name, such as `Ada Lovelace`. Becomes the default author name of git. Default: the user's id. */
  readonly fullName?: string | undefined;
  /** The person's mail address. Becomes the default author address of git. */
  readonly email?: string | undefined;
  /** The account's comment field (GECOS); `""` for none. Default: the full name. */
  readonly description?: string | undefined;
  /** The home-manager release that the person's homes began with, such as `"24.05"`. Default: the host's. */
  readonly stateVersion?: string | undefined;
  /** Public keys that may log in to the person's accounts; `[]` where none is meant, also with strict keys. Default: none. */
  readonly sshKeys?: readonly SshKeyDeclaration<H>[] | undefined;
  /**
   * Public keys that secret files are encrypted to for the person, in a list, or by name:
   * `{ laptop: "age1…", yubikey: "age1yubikey1…" }`. Default: none.
   */
  readonly ageKeys?: AgeKeysDeclaration | undefined;
  /** Secrets of the person's homes, by name. Default: none. */
  readonly secrets?: { readonly [name: string]: UserSecretDeclaration } | undefined;
  /**
   * The hosts the person has an account on: ids, or a record from host id to what differs there.
   * A placement stands here or in the host's `users`. Default: none.
   */
  readonly hosts?: readonly H[] | Placements<H, P, A> | undefined;
  /**
   * Whether nobody logs in to any account of the person, nor becomes root by an expression that means them: each is
   * disabled as by a placement, unless that says `isDisabled: false`. Keys that stand in `root` and in service accounts
   * themselves stay. Default: false.
   */
  readonly isDisabled?: boolean | undefined;
  /** Services that run for the person's accounts. Default: none. */
  readonly services?: UserServicesDeclaration<H> | undefined;
  /**
   * Data of your own about the person, anything that JSON can hold: home modules read them as `fleet.user.data`, modules
   * of systems as `fleet.host.accounts.<user>.data`. Never a secret. Default: none.
   */
  readonly data?: OwnData | undefined;
}

/** What differs from placement to placement, by the ids of hosts or of users. */
type Placements<K extends string, P extends string, A extends string> = {
  readonly [Id in K]?: PlacementDeclaration<P, A> | undefined;
};

/** What may differ for a user on one host. */
export interface PlacementDeclaration<P extends string = string, A extends string = string>
  extends LessDeclaration,
    NixosAccountDeclaration,
    TermDeclaration {
  /** The login name. Default: the user's id, or the one that it had before it was `moved`. */
  readonly username?: string | undefined;
  /**
   * The numeric user id. A user's counts on NixOS, where it is the same on all hosts; a placement's pins
   * the one that a machine has already, for that host alone, and on a Mac only a placement's counts.
   * `"machine"` leaves it to each NixOS host. Default: `defaults.uid`, else the one that `fleet.lock.json`
   * allots; on a Mac none is allotted to its primary user and admins.
   */
  readonly uid?: UidDeclaration | undefined;
  /** Whether the account may become root: on NixOS it is in `wheel`, and may use sudo. Default: false. */
  readonly isAdmin?: boolean | undefined;
  /**
   * Whether Nix does as root whatever the account asks of it (`trusted-users`), which amounts to being root.
   * Default: that of `isAdmin`.
   */
  readonly isTrustedByNix?: boolean | undefined;
  /** Groups beside those that come from being admin and from the host's features. Default: none. */
  readonly extraGroups?: readonly string[] | undefined;
  /** The login shell, as an attribute of pkgs: `fish`, `zsh`, `bash`. Default: `defaults.shell`. */
  readonly shell?: string | undefined;
  /** The home directory. Default: `/home/<username>`, or `/Users/<username>` on darwin. */
  readonly homeDirectory?: string | undefined;
  /** The profile of the home; null asks the next in line (see `defaults.nonAdminProfile`). Default: null. */
  readonly homeProfile?: DeclaredId<P, "profiles"> | null | undefined;
  /**
   * What the home is called in `homeConfigurations` where it is built on its own; `{user}`, `{username}`, `{host}`,
   * `{hostname}` and `{system}` stand for what they are there. Default: `defaults.homeName`.
   */
  readonly homeName?: string | undefined;
  /** How the home is built. Default: `defaults.homeMode`. */
  readonly home?: HomeMode | undefined;
  /** Aggregates that the home includes beside those of its profile. Default: none. */
  readonly aggregates?: readonly DeclaredId<A, "aggregates">[] | undefined;
  /**
   * The password of the account: `{ secret: "ada-password" }`, `{ hash: "$y$…" }`, or `"locked"` for one without a
   * password on purpose. NixOS only: of a user it counts on NixOS hosts alone. Where `users.mutableUsers` is true,
   * NixOS gives it to a new account, and later leaves what `passwd` set. Default, also of null: nothing is said of it.
   */
  readonly password?: PasswordDeclaration | null | undefined;
  /** Services that run for the account, instead of the user's. Default: the user's. */
  readonly services?: ServicesDeclaration | undefined;
}

/**
 * How the home-manager configuration of an account is built: with the system (`integrated`), on its
 * own as `homeConfigurations."user@host"` (`standalone`), both ways, or not at all.
 */
export type HomeMode = "integrated" | "standalone" | "both" | "none";

/** A public SSH host key: the line itself, or a file relative to the fleet's root with that line in it. */
export type HostKeyDeclaration = string | { readonly file: string };

/** A machine. */
export interface HostDeclaration<
  U extends string = string,
  P extends string = string,
  A extends string = string,
  F extends string = string,
> {
  /** The name on the network, one DNS label. Default: the host's id, of `web1.example.org` what stands before the first dot. */
  readonly hostname?: string | undefined;
  /** The domain that the name is in, such as `example.org`; null for none. Default: what stands behind the first dot of the host's id, else none. */
  readonly domain?: string | null | undefined;
  /** The Nix system, which also tells a Mac from the rest: one that nixpkgs names, of Linux or Darwin. */
  readonly system: System;
  /** `linux` for a machine on which only homes are managed. Default: `darwin` or `nixos`, from `system`. */
  readonly platform?: Platform | undefined;
  /**
   * The release that the host began with, such as `"24.05"`: of NixOS, and of home-manager for the homes on
   * it. On a Mac it is for homes alone, and one without homes needs none; nix-darwin's own number
   * (`system.stateVersion = 6`) stands in a module of the Mac. Default: `defaults.stateVersion`.
   */
  readonly stateVersion?: string | undefined;
  /**
   * Who has an account: ids, or a record from user id to what differs on this host. A placement
   * stands here or in the user's `hosts`. Default: none.
   */
  readonly users?: readonly U[] | Placements<U, P, A> | undefined;
  /** The user that nix-darwin applies its user settings to; only on a Mac. */
  readonly primaryUser?: U | undefined;
  /** The profile of every home on this host that has none of its own. */
  readonly homeProfile?: DeclaredId<P, "profiles"> | null | undefined;
  /** What the host can do. Their groups are given in this order. Default: none. */
  readonly features?: readonly DeclaredId<F, "features">[] | undefined;
  /** What it is built of; handed to the Nix modules as data. */
  readonly hardware?: HardwareDeclaration | undefined;
  /** What kind of machine it is; handed to the Nix modules as data. */
  readonly formFactor?: FormFactor | undefined;
  /** Labels of your own; handed to the Nix modules as data. Default: none. */
  readonly tags?: readonly string[] | undefined;
  /**
   * The line of `/etc/ssh/ssh_host_ed25519_key.pub`, or a copy of that file in the fleet: secret files are
   * encrypted to the `age1…` that it stands for, and the host decrypts them with the key that belongs to it.
   */
  readonly sshHostKey?: HostKeyDeclaration | undefined;
  /**
   * Where the host keeps the private half of `sshHostKey`; without one, beside an `ageKey` alone, the SSH host key that
   * the `ageKey` stands for. Default: `/etc/ssh/ssh_host_ed25519_key`.
   */
  readonly sshHostKeyPath?: string | undefined;
  /** The recipient (`age1…`) of a key of the host's own, instead of the line of its SSH host key. */
  readonly ageKey?: string | undefined;
  /**
   * Where the host keeps the private half of `ageKey`. Default: `/var/lib/sops/age/keys.txt`, unless it is the SSH host
   * key at a declared `sshHostKeyPath`.
   */
  readonly ageKeyFile?: string | undefined;
  /** Secrets of the system, by name. Default: none. */
  readonly secrets?: { readonly [name: string]: HostSecretDeclaration } | undefined;
  /** Whether it is in the tailnet: switches Tailscale on, by NixOS or nix-darwin. Default: false. */
  readonly tailscale?: boolean | undefined;
  /** How it gets what was built for it. Default: `defaults.deploy`, key by key. */
  readonly deploy?: DeployDeclaration | undefined;
  /** System modules beside those of the layout and of the features. Default: none. */
  readonly modules?: readonly ModuleDeclaration[] | undefined;
  /**
   * Data of your own about the host, anything that JSON can hold: Nix modules read them as `fleet.host.data`, of every
   * host as `fleet.hosts.<host>.data`. Never a secret. Default: none.
   */
  readonly data?: OwnData | undefined;
}

/** What manages the machine: NixOS, nix-darwin, or another distribution: homes alone, and accounts by system-manager. */
export type Platform = "nixos" | "darwin" | "linux";

/** The kinds of machine that a host can be. */
export type FormFactor = "desktop" | "laptop" | "server" | "vm" | "container" | "appliance";

/** What a machine is built of. */
export interface HardwareDeclaration {
  readonly cpu?: "amd" | "intel" | "apple" | "arm" | undefined;
  readonly gpu?: "amd" | "intel" | "nvidia" | "apple" | "none" | undefined;
  /** Whether it has a battery and a lid. */
  readonly laptop?: boolean | undefined;
  readonly ssd?: boolean | undefined;
  /** Who made it, such as `lenovo`. */
  readonly vendor?: string | undefined;
}

/** A named set of home modules. */
export interface ProfileDeclaration<P extends string = string, A extends string = string> {
  /** Profiles whose modules come before this one's. Default: none. */
  readonly extends?: readonly P[] | undefined;
  /** Aggregates whose modules come before this profile's own. Default: none. */
  readonly aggregates?: readonly DeclaredId<A, "aggregates">[] | undefined;
  /** Home modules, some of them maybe on some `platforms` only. Default: the profile's file in the layout. */
  readonly modules?: readonly SharedModuleDeclaration[] | undefined;
}

/** A named group of home modules. */
export interface AggregateDeclaration {
  /** Home modules, some of them maybe on some `platforms` only. Default: the aggregate's file in the layout. */
  readonly modules?: readonly SharedModuleDeclaration[] | undefined;
}

/** A capability of a host. */
export interface FeatureDeclaration {
  /** Groups that everybody on a host with this feature gets. Default: none. */
  readonly groups?: readonly string[] | undefined;
  /** System modules, some of them maybe on some `platforms` only. Default: the feature's file in the layout. */
  readonly modules?: readonly SharedModuleDeclaration<"nixos" | "darwin">[] | undefined;
}

/** What holds unless a user, host or placement says otherwise. */
export interface DefaultsDeclaration<P extends string = string, A extends string = string> {
  /** The login shell. Default: `bash`, and `zsh` on darwin. */
  readonly shell?: string | undefined;
  /** How homes are built, by what the account is. Default: `integrated`; on a `linux` host `standalone`. */
  readonly homeMode?:
    | { readonly admin?: HomeMode | undefined; readonly nonAdmin?: HomeMode | undefined }
    | undefined;
  /**
   * What homes are called that are built on their own, such as `"{user}@{system}"`; see `homeName` of users. Default:
   * `{username}@{hostname}`, which home-manager looks for, and `{user}@{host}`, where it is another name.
   */
  readonly homeName?: string | undefined;
  /** The profile of a home that neither its user nor its host gives one. */
  readonly homeProfile?: DeclaredId<P, "profiles"> | null | undefined;
  /** The profile of accounts that are not admin and have none of their own; it outranks the host's. */
  readonly nonAdminProfile?: DeclaredId<P, "profiles"> | null | undefined;
  /** Aggregates that every home includes. Default: none. */
  readonly aggregates?: readonly DeclaredId<A, "aggregates">[] | undefined;
  /** The release for hosts and homes that name none. */
  readonly stateVersion?: string | undefined;
  /** How hosts get what was built for them, where they do not say otherwise. */
  readonly deploy?: DeployDeclaration | undefined;
  /**
   * `"machine"` leaves the uids of everybody on NixOS who declares none to the machines, but for the members of a
   * group with a `uidRange`: they are allotted one of that. Default: `fleet.lock.json` allots them.
   */
  readonly uid?: "machine" | undefined;
  /**
   * First and last uid that may be declared or allotted; the members of a group may have a range of their own
   * (`groups.<name>.uidRange`). Default: 1000 to 60000 on NixOS, 501 to 999 on darwin.
   */
  readonly uidRange?:
    | {
        readonly nixos?: UidRangeDeclaration | undefined;
        readonly darwin?: UidRangeDeclaration | undefined;
      }
    | undefined;
}

/** How strict the checks are. */
export interface PolicyDeclaration<U extends string = string> {
  /** What a group that amounts to root is on an account that is not admin. Default: `"warning"`. */
  readonly rootEquivalentGroups?: "warning" | "error" | undefined;
  /** Such groups that are accepted after all: from user id, or `service:ID` of a service account, to groups. Default: none. */
  readonly acceptedGroups?: AcceptedGroups<U> | undefined;
  /**
   * Findings that are meant to be as they are: no command reports them any more. Only warnings that are a
   * matter of choice can be accepted. Default: none.
   */
  readonly accept?: readonly AcceptanceDeclaration[] | undefined;
  /** Uids that are several people's on different NixOS hosts, and are meant to be. Default: none. */
  readonly sharedUids?: readonly SharedUidDeclaration<U>[] | undefined;
  /** How many days before something ends `fleet check` warns of it. Default: 30. */
  readonly warnDaysBefore?: number | undefined;
}

/** Groups that are accepted, by the ids of users, or as those of `service:ID`. */
type AcceptedGroups<U extends string> = {
  readonly [Id in U | `service:${string}`]?: readonly string[] | undefined;
};

/** Findings that are accepted: those of one code in one place, or in places of one kind. */
export interface AcceptanceDeclaration {
  /** The code, as findings show it, such as `secrets/single-recipient`. */
  readonly code: string;
  /**
   * The place, as findings show it: in the declaration, such as `hosts.mini.ageKey`, or else a file from
   * the fleet's root, such as `secrets/shared.yaml`. What stands inside of the place is not accepted with it. In the
   * declaration, `*` stands for any whole step behind the first: `users.*` is each user, `hosts.*.users.*` each
   * placement in the hosts' lists. A key that is called `*` stands in quotes: `users["*"]`.
   */
  readonly at: string;
  /** Why it is meant, in one line. */
  readonly reason: string;
  /**
   * The last day on which it is meant, such as `2027-06-30`: the day after, `fleet check` reports the finding
   * again and fails; no other command looks at the date. Default: without an end.
   */
  readonly until?: string | undefined;
}
