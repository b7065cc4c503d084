import { fc } from "@fast-check/vitest";
import { compareNames } from "@fleet/diagnostics";
import type { FoundFile } from "../../src/found/found-file.ts";
import type { FoundFleet, FoundHost } from "../../src/found/found-fleet.ts";
import type { FoundHome, FoundModule } from "../../src/found/found-home.ts";
import type { FoundSecret } from "../../src/found/found-secret.ts";
import type { FoundUser } from "../../src/found/found-user.ts";

const key = (letter: string) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqO00${letter} test`;

/** What a flake of somebody else can hold where a name is expected. */
const hostile = fc.constantFrom(
  "",
  "__proto__",
  "constructor",
  "a b",
  'q"uote',
  "$" + "{x}",
  "new\nline",
  "*/",
  "\u2028",
  "-dash",
  "0",
  "root",
  "{host}",
  "../up",
  "ünïcode",
  "x".repeat(400),
);
const sometimes = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 6 }, { arbitrary: odd, weight: 1 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const login = sometimes(fc.constantFrom("ada", "ben", "cleo", "crs58", "deploy", "nginx"), hostile);
const hostName = sometimes(
  fc.constantFrom("mini", "travel", "web1.example.org", "10", "build-1", "mac"),
  hostile,
);
const groupName = sometimes(fc.constantFrom("wheel", "video", "docker", "ada", "media"), hostile);
const uid = fc.constantFrom(
  0,
  1,
  400,
  501,
  502,
  999,
  1000,
  1001,
  1002,
  30001,
  65534,
  70000,
  2 ** 31,
  4294967295,
);
const file: fc.Arbitrary<FoundFile> = fc.record({
  path: sometimes(
    fc.constantFrom("users/ada.nix", "nixos/modules/users.nix", "hosts/mini.nix"),
    hostile,
  ),
  isOwn: fc.boolean(),
});
const files = fc.array(file, { maxLength: 2 });
const module: fc.Arbitrary<FoundModule> = fc.oneof(
  fc.record({
    path: sometimes(
      fc.constantFrom("hosts/mini.nix", "hosts/travel/default.nix", "users/ada.nix", "common.nix"),
      hostile,
    ),
  }),
  fc.record({
    path: fc.constant(null),
    label: sometimes(fc.constantFrom("flake.nix", "home-manager"), hostile),
    isOwn: fc.boolean(),
  }),
  fc.record({
    path: fc.constant(null),
    label: fc.constant("flake.nix"),
    isOwn: fc.boolean(),
    attr: sometimes(fc.constantFrom("base", "hosts/mini"), hostile),
  }),
);
const modules = orNull(fc.array(module, { maxLength: 4 }));

const secret: fc.Arbitrary<FoundSecret> = fc.record({
  name: sometimes(fc.constantFrom("wifi", "ada-password", "db/token"), hostile),
  file: sometimes(
    fc.constantFrom("secrets/hosts/mini.yaml", "secrets/shared.env", "/etc/x"),
    hostile,
  ),
  key: sometimes(fc.constantFrom("wifi", ""), hostile),
  format: fc.constantFrom("yaml", "json", "dotenv", "binary", "odd"),
  mode: orNull(fc.constantFrom("0400", "0440", "odd")),
  owner: orNull(login),
  group: orNull(groupName),
  path: orNull(fc.constantFrom("/run/secrets/wifi", "/etc/wifi", "odd")),
  neededForUsers: fc.boolean(),
  restartUnits: fc.constantFrom([], ["web.service"], ["odd unit"]),
  reloadUnits: fc.constant([]),
  definedIn: files,
});

const user: fc.Arbitrary<FoundUser> = fc.record({
  login,
  isNormal: fc.boolean(),
  isEnabled: sometimes(fc.constant(true), fc.constant(false)),
  uid: orNull(uid),
  description: orNull(sometimes(fc.constantFrom("", "Ada Lovelace", "admin"), hostile)),
  homeDirectory: orNull(
    sometimes(fc.constantFrom("/home/ada", "/Users/ben", "/srv/x", "/etc", "/var/empty"), hostile),
  ),
  createHome: orNull(fc.boolean()),
  shell: orNull(sometimes(fc.constantFrom("fish", "zsh", "bash"), hostile)),
  isUsualShell: fc.boolean(),
  group: orNull(groupName),
  groups: fc.uniqueArray(groupName, { maxLength: 3 }),
  sshKeys: fc.array(
    sometimes(
      fc.constantFrom(key("A"), key("E"), key("I"), `restrict ${key("M")}`),
      fc.constantFrom(
        "ssh-dss AAAA",
        "nonsense",
        "",
        "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar",
      ),
    ),
    { maxLength: 3 },
  ),
  keyFiles: fc.constant([]),
  password: orNull(
    fc.record({
      options: fc.constantFrom([], ["hashedPassword"], ["hashedPasswordFile"]),
      secret: orNull(fc.constantFrom("ada-password", "gone")),
      isLocked: fc.boolean(),
    }),
  ),
  expires: orNull(fc.constantFrom("2030-01-01", "1970-01-02", "odd")),
  linger: orNull(fc.boolean()),
  subordinateIds: orNull(
    fc.constantFrom<NonNullable<FoundUser["subordinateIds"]>>(
      "auto",
      "none",
      { start: 100000, count: 65536 },
      { start: 200000, count: 1 },
    ),
  ),
  definedIn: files,
});

const home: fc.Arbitrary<FoundHome> = fc.record({
  name: sometimes(fc.constantFrom("ada", "ada@mini", "ben@elsewhere", "cleo@mac"), hostile),
  login: orNull(login),
  homeDirectory: fc.constant(null),
  stateVersion: orNull(sometimes(fc.constantFrom("24.05", "25.05"), hostile)),
  system: orNull(fc.constantFrom("x86_64-linux", "aarch64-darwin", "odd")),
  fullName: orNull(sometimes(fc.constantFrom("Ada Lovelace", "Ben"), hostile)),
  email: orNull(sometimes(fc.constantFrom("ada@example.org", "ben@example.org"), hostile)),
  modules,
  secrets: fc.uniqueArray(secret, { maxLength: 2, selector: ({ name }) => name }),
  definedIn: files,
});

const uniqueBy = <T>(arbitrary: fc.Arbitrary<T>, nameOf: (item: T) => string, maxLength: number) =>
  fc
    .uniqueArray(arbitrary, { maxLength, selector: nameOf })
    .map((items) => items.sort((a, b) => compareNames(nameOf(a), nameOf(b))));

const host: fc.Arbitrary<FoundHost> = fc.record({
  name: hostName,
  source: fc.constantFrom("nixosConfigurations", "darwinConfigurations", "clan"),
  platform: orNull(fc.constantFrom("nixos", "darwin")),
  system: orNull(fc.constantFrom("x86_64-linux", "aarch64-darwin", "odd", "x86_64-freebsd")),
  hostname: orNull(sometimes(fc.constantFrom("mini", "nixos", "web1"), hostile)),
  domain: orNull(sometimes(fc.constantFrom("example.org", "example.net"), hostile)),
  stateVersion: orNull(fc.constantFrom<string | number>("24.05", "25.05", 6, "odd")),
  primaryUser: orNull(login),
  mutableUsers: orNull(fc.boolean()),
  sudoNeedsPassword: orNull(fc.boolean()),
  trustedUsers: orNull(
    fc.uniqueArray(sometimes(fc.constantFrom("root", "@wheel", "ada", "*", "builder"), hostile), {
      maxLength: 3,
    }),
  ),
  knownUsers: orNull(fc.uniqueArray(login, { maxLength: 2 })),
  users: uniqueBy(user, ({ login }) => login, 5),
  groups: uniqueBy(
    fc.record({
      name: groupName,
      gid: orNull(fc.constantFrom(0, 1, 100, 1000, 2000, 70000)),
      members: fc.uniqueArray(login, { maxLength: 2 }),
      definedIn: files,
    }),
    ({ name }) => name,
    3,
  ),
  homes: uniqueBy(home, ({ name }) => name, 2),
  secrets: uniqueBy(secret, ({ name }) => name, 3),
  modules,
  specialArguments: fc.constant([]),
  tags: fc.uniqueArray(sometimes(fc.constantFrom("server", "family"), hostile), { maxLength: 2 }),
  deployTarget: orNull(sometimes(fc.constantFrom("root@mini", "root@travel.example.org"), hostile)),
  buildHost: orNull(sometimes(fc.constantFrom("build"), hostile)),
  sshHostKey: orNull(sometimes(fc.constantFrom(key("Q"), key("U")), hostile)),
  data: orNull(fc.jsonValue({ maxDepth: 2 })),
});

/** Fleets as nobody would have them: names, numbers and texts of every kind, in every combination. */
export const arbitraryFound: fc.Arbitrary<FoundFleet> = fc.record({
  hosts: uniqueBy(host, ({ name }) => name, 4),
  homes: uniqueBy(home, ({ name }) => name, 3),
});
