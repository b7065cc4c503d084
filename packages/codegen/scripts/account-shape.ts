import type { HomeMode } from "@fleet/core/internal";
import * as z from "zod/mini";
import { define, describe, only, said, text, texts } from "./schema-remarks.ts";

/** A module of a system or a home. */
export const module = define(
  z.union([
    z.object({ path: said("A file, from the root.") }),
    z.object({
      attr: said("A name in the flake's `flake.modules`, without its class."),
      optional: only("Whether it is passed over where the flake has no such module."),
    }),
  ]),
  "module",
  "A Nix module.",
);

const secret = define(
  z.object({
    file: said("The sops file, from the root."),
    format: z.enum(["yaml", "json", "dotenv", "ini", "binary"]),
    group: z.optional(text()),
    key: said('Where it is in the file, nested keys joined by "/"; empty for the whole file.'),
    mode: said('The permissions of the decrypted file, such as "0400".'),
    neededForUsers: only("Whether it is decrypted before users are made."),
    owner: z.optional(text()),
    path: z.optional(said("Where it is decrypted to. Absent: where sops-nix decides.")),
    reloadUnits: z.optional(texts("Units that are reloaded when it changes.")),
    restartUnits: z.optional(texts("Units that are restarted when it changes.")),
  }),
  "secret",
  "A secret that sops-nix decrypts.",
);
/** The secrets of a host or a home. */
export const secrets = z.optional(describe(z.record(text(), secret), "Secrets by name."));

const home = define(
  z.union([
    z.object({ mode: z.literal("none") }),
    z.object({
      mode: z.enum(["integrated", "standalone", "both"]) satisfies z.ZodMiniType<HomeMode>,
      modules: describe(z.array(module), "Home modules in the order of import."),
      profile: describe(z.nullable(text()), "The profile's id; null where the home has none."),
      secrets,
      stateVersion: said("The home-manager release that the home began with."),
    }),
  ]),
  "home",
  "The home of an account: how it is built, and of what.",
);

/** Data of one's own. */
export const data = (about: string) =>
  z.optional(describe(z.unknown(), `Data of one's own about ${about}, as declared.`));

/** The password of an account. */
export const password = z.optional(
  describe(
    z.union([
      z.literal("locked"),
      z.object({ secret: said("The name of the host's secret that holds its hash.") }),
      z.object({ hash: said("The hash itself, which everybody can read who has this file.") }),
    ]),
    "Where its password is from; only on NixOS. Absent: nothing is said of it.",
  ),
);

const codeServer = z.object({
  auth: z.enum(["none", "password"]),
  host: said("The address that it listens on."),
  port: z.int(),
  workingDirectory: text(),
});

/** An SSH key: its line, or where Nix takes it from. */
export const sshKey = z.union([
  text(),
  z.object({
    env: said("The variable, which holds a key without options."),
    options: z.optional(said("What stands before that key in authorized_keys.")),
  }),
]);

const sshKeys = describe(
  z.array(sshKey),
  "Public keys: the line of authorized_keys, or the environment variable that Nix takes it from.",
);

/** An account that is nobody's. */
export const serviceAccount = define(
  z.object({
    createHome: only("Whether the home directory is made, and given to the account."),
    description: z.optional(said("What the system calls the account.")),
    group: said("The primary group."),
    groups: z.optional(texts("The others, in order, each once.")),
    hasOwnGroup: only("Whether the primary group is its own, and made with it."),
    homeDirectory: z.optional(said("Absent: that of all who have none.")),
    shell: z.optional(said("Absent: one that runs nothing.")),
    sshKeys: z.optional(sshKeys),
    uid: z.optional(describe(z.int(), "Absent where the system chooses.")),
    username: said("The login name."),
  }),
  "serviceAccount",
  "An account that is nobody's, on one host.",
);

/** An account with its home. */
export const account = define(
  z.object({
    data: data("the person"),
    description: said("What the system calls the account."),
    email: z.optional(text()),
    expires: z.optional(said("The last day on which somebody logs in. Absent: without an end.")),
    fullName: text(),
    groups: texts("In order, each once, beside the primary one. Empty but on NixOS."),
    hasOwnGroup: only(
      "Whether the primary group is its own, and made with it; its gid is the uid where that is known.",
    ),
    home,
    homeDirectory: text(),
    isAdmin: describe(z.boolean(), "Whether the account may become root."),
    isDefaultShell: only(
      "Whether nobody has declared the shell: what the system gives to an account stays, and `shell` is what that usually is.",
    ),
    isDisabled: only(
      "Whether nobody logs in: the account has no key, group, service and home then, and is no admin.",
    ),
    linger: z.optional(
      describe(
        z.boolean(),
        "Whether its programs run while nobody is logged in. Absent: nothing is said of it.",
      ),
    ),
    lockedFrom: z.optional(said("The day after the last, on which the system begins to refuse.")),
    password,
    primaryGroup: z.optional(said("Absent: what the system gives to everybody.")),
    services: z.optional(z.object({ codeServer })),
    shell: text(),
    sshKeys,
    subordinateIds: z.optional(
      describe(
        z.union([z.enum(["auto", "none"]), z.object({ count: z.int(), start: z.int() })]),
        "Subordinate uids, and gids alike; only on NixOS. Absent: as the system gives them.",
      ),
    ),
    uid: z.optional(
      describe(
        z.int(),
        "Absent where the system chooses: on some Macs, and on NixOS where it is left to the machine.",
      ),
    ),
    username: said("The login name."),
  }),
  "account",
  "A user on one host.",
);
