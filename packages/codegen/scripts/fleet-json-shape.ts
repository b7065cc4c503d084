import {
  type DeployEngine,
  type FormFactor,
  type HomeEngine,
  type Platform,
  systems,
} from "@fleet/core/internal";
import * as z from "zod/mini";
import {
  account,
  data,
  module,
  password,
  secrets,
  serviceAccount,
  sshKey,
} from "./account-shape.ts";
import { define, describe, only, said, text, texts } from "./schema-remarks.ts";

const digest = () => text().check(z.regex(/^sha256-[0-9a-f]{64}$/));

const deploy = z.object({
  buildHost: z.optional(text()),
  channel: z.optional(text()),
  engine: z.optional(
    z.enum([
      "nixos-rebuild",
      "darwin-rebuild",
      "clan",
      "colmena",
      "deploy-rs",
      "nh",
      "wire",
      "nixos-cli",
      "system-manager",
      "comin",
      "nixfleet",
    ]) satisfies z.ZodMiniType<DeployEngine>,
  ),
  home: z.optional(z.enum(["home-manager", "nh"]) satisfies z.ZodMiniType<HomeEngine>),
  recipients: z.optional(
    texts(
      "Of the engine clan: the age recipients of the host's admins, for whom clan encrypts the key of the machine; absent where no admin has one.",
    ),
  ),
  target: z.optional(text()),
});

const hardware = z.object({
  cpu: z.optional(z.enum(["amd", "intel", "apple", "arm"])),
  gpu: z.optional(z.enum(["amd", "intel", "nvidia", "apple", "none"])),
  laptop: z.optional(z.boolean()),
  ssd: z.optional(z.boolean()),
  vendor: z.optional(text()),
});

const formFactor = z.enum([
  "desktop",
  "laptop",
  "server",
  "vm",
  "container",
  "appliance",
]) satisfies z.ZodMiniType<FormFactor>;

const group = z.object({ gid: z.optional(z.int()), members: texts("Login names, in order.") });

const root = z.object({
  password,
  sshKeys: z.optional(
    describe(
      z.array(sshKey),
      "The keys that may log in as root, each a line or the environment variable that holds it.",
    ),
  ),
  sudoNeedsPassword: z.optional(
    describe(z.boolean(), "Whether sudo asks admins for their password. Absent: it does."),
  ),
});

const identity = z.union([z.object({ keyFile: text() }), z.object({ sshKeyPath: text() })]);

const host = define(
  z.object({
    accounts: describe(z.record(text(), account), "By user id."),
    data: data("the host"),
    deploy: z.optional(describe(deploy, "How it is deployed; absent where nothing is declared.")),
    domain: z.optional(said("The domain that the host's name is in; absent where none is known.")),
    features: texts("In the order of the declaration, each once."),
    formFactor: z.optional(formFactor),
    groups: z.optional(describe(z.record(text(), group), "Groups that must exist, by name.")),
    hardware,
    hostname: text(),
    identity: z.optional(
      describe(
        identity,
        "Where the host finds the private key that its secrets are decrypted with.",
      ),
    ),
    knownUsers: z.optional(
      texts("Login names that nix-darwin may create, change and delete. Only on a Mac."),
    ),
    modules: describe(z.array(module), "System modules in the order of import."),
    platform: z.enum(["nixos", "darwin", "linux"]) satisfies z.ZodMiniType<Platform>,
    primaryUser: z.optional(said("The login name of a Mac's primary user.")),
    root: z.optional(
      describe(
        root,
        "How one becomes root, beside what is said of accounts; absent where nothing is declared.",
      ),
    ),
    secrets,
    serviceAccounts: z.optional(
      describe(
        z.record(text(), serviceAccount),
        "Accounts that are nobody's, by id. Absent: none.",
      ),
    ),
    sshHostKey: z.optional(said("The line of its public SSH host key.")),
    stateVersion: said("The NixOS release that the host began with."),
    system: z.enum(systems),
    tags: texts("In the order of the declaration, each once."),
    tailscale: only("Whether it is in the tailnet."),
    trustedUsers: texts(
      "Whom Nix trusts, in order, without root: login names, and groups as `@group`.",
    ),
  }),
  "host",
  "A machine with everybody who has an account on it.",
);

const cryptFields = [
  "unencrypted_suffix",
  "encrypted_suffix",
  "unencrypted_regex",
  "encrypted_regex",
  "unencrypted_comment_regex",
  "encrypted_comment_regex",
] as const;

const secretFile = z.object({
  cryptRule: z.optional(
    describe(
      z.object({ field: z.enum(cryptFields), value: text() }),
      "Which values are encrypted. Absent: as sops does by itself.",
    ),
  ),
  groups: z.optional(
    describe(
      z.array(z.array(text())),
      "The recipients of each group, where several are needed together. Absent: one group, of all recipients.",
    ),
  ),
  holdsKeyOf: z.optional(texts("The readers whose private keys the files hold.")),
  path: said("A path from the root, or a pattern of paths."),
  readers: texts("Who can decrypt: `host:mini`, `user:keith`, `operator:ci`, in order."),
  recipients: texts("Their public keys, in the form that sops takes."),
  threshold: z.optional(describe(z.int(), "How many of the groups are needed.")),
});

/** The shape of `fleet.json`. What it has beyond is of a later fleet, and nobody's mistake. */
export const fleetJsonShape = describe(
  z.object({
    $schema: z.literal("urn:fleet:schema:fleet-json:1"),
    data: data("the fleet"),
    generated: describe(
      digest(),
      "The digest of this text with zeros in its place: by it, an edit by hand can be told.",
    ),
    homes: describe(
      z.record(text(), z.object({ host: text(), user: text() })),
      "The homes that are built on their own, by the name of their `homeConfigurations`. What they are made of is in the host's account.",
    ),
    hosts: describe(z.record(text(), host), "By host id."),
    secrets: z.optional(
      describe(
        z.object({
          clanFolder: z.optional(
            said(
              "The folder in which clan keeps `sops` and `vars`, of which who reads what is read there. Absent: nowhere.",
            ),
          ),
          files: z.array(secretFile),
          ignore: z.optional(
            texts("Paths, or patterns of paths, of files that another tool owns. Absent: none."),
          ),
          keyNames: z.optional(
            describe(
              z.record(text(), text()),
              "The names of keys that have one, as `user:keith/yubikey`, by the key. Absent: none has.",
            ),
          ),
          keys: z.optional(
            describe(
              z.record(text(), z.array(text())),
              "The public keys of everybody who is declared, by `host:mini`, `user:keith`, `operator:ci`; empty for who has none.",
            ),
          ),
          sshKeys: z.optional(
            describe(
              z.record(text(), z.array(text())),
              "The SSH keys, likewise, that are declared but stand in files as the `age1…` made of them.",
            ),
          ),
        }),
        "Who can decrypt which secret files; absent where the declaration says nothing of secrets.",
      ),
    ),
    sources: describe(
      z.record(text(), digest()),
      "The digest of every local file that this was computed from, by path from the root.",
    ),
    version: z.literal(1),
  }),
  "A resolved fleet: all that Nix needs to build it. Within a version, fields are only added.",
);
