import { describe, expect, test } from "vitest";
import { foldFleet } from "../../src/fold/fold-fleet.ts";
import type { FoundHost } from "../../src/found/found-fleet.ts";
import type { AssignedKey, AssignedOwner } from "../../src/found/found-keys.ts";
import { fold } from "../support/folded-fleet.ts";
import {
  foundFleet,
  foundGroup,
  foundHost,
  foundMac,
  foundRoot,
  foundSecret,
  foundUser,
  ofNixos,
  own,
  publicKey,
  systemUser,
} from "../support/sample-found.ts";

const ada = (sshKeys: readonly string[]) => foundUser("ada", { groups: ["wheel"], sshKeys });

describe("root", () => {
  const declare = (...hosts: Parameters<typeof foundFleet>[0]) =>
    fold(foundFleet(hosts)).declaration.root;

  test("has keys of people by their names, and others as they are", () => {
    const [key, other] = [publicKey("A"), publicKey("E")];
    expect(
      declare(
        foundHost("a", { users: [ada([key]), foundRoot({ sshKeys: [key, other] })] }),
        foundHost("b", { users: [ada([key]), foundRoot({ sshKeys: [key] })] }),
        foundHost("c", { users: [foundRoot({ sshKeys: [key] })] }),
      ),
    ).toEqual([{ sshKeys: ["user:ada"] }, { hosts: ["a"], sshKeys: [other] }]);
  });

  test("trust in everybody makes nobody trusted by name", () => {
    const host = foundHost("a", { trustedUsers: ["*", "root"], users: [foundUser("ben")] });
    const { declaration } = fold(foundFleet([host]));
    expect(JSON.stringify(declaration)).not.toContain("rusted");
  });

  test("has the keys of the admins of each host", () => {
    const [key, other] = [publicKey("A"), publicKey("E")];
    const ben = foundUser("ben", { uid: 1001, groups: ["wheel"], sshKeys: [other] });
    expect(
      declare(
        foundHost("a", { users: [ada([key]), ben, foundRoot({ sshKeys: [key, other] })] }),
        foundHost("b", { users: [ben, foundRoot({ sshKeys: [other] })] }),
      ),
    ).toEqual([{ sshKeys: ["admins"] }]);
  });

  test("has entries for tags and lists of hosts, and one for what all NixOS hosts have", () => {
    expect(
      declare(
        foundHost("a", {
          tags: ["server"],
          sudoNeedsPassword: false,
          trustedUsers: ["root", "@wheel"],
        }),
        foundHost("b", {
          tags: ["server"],
          sudoNeedsPassword: false,
          trustedUsers: ["root", "@wheel"],
        }),
        foundHost("c", { trustedUsers: ["root", "@wheel", "builder"] }),
        foundMac("mac", { trustedUsers: ["root", "@admin"] }),
      ),
    ).toEqual([
      { trustedByNix: ["@wheel"] },
      { hosts: ["tag:server"], sudoNeedsPassword: false },
      { hosts: ["c"], trustedByNix: ["builder"] },
      { hosts: ["mac"], trustedByNix: ["@admin"] },
    ]);
  });

  test("trusts nobody by a name that an entry cannot have, which is left", () => {
    const { declaration, left } = fold(
      foundFleet([foundHost("a", { trustedUsers: ["*", "a b", "root"] })]),
    );
    expect(declaration.root).toBeUndefined();
    expect(left.map(({ kind }) => kind)).toContain("trusted-user");
  });
});

describe("groups", () => {
  test("that own files make are declared, with their numbers and hosts", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("a", {
          groups: [
            foundGroup("media", { gid: 2000 }),
            foundGroup("git", { definedIn: [...own, ...ofNixos] }),
          ],
        }),
        foundHost("b", { groups: [foundGroup("media", { gid: 2000 }), foundGroup("lab")] }),
      ]),
    );
    expect(declaration.groups).toEqual({ lab: { hosts: ["b"] }, media: { gid: 2000 } });
  });

  test("of several numbers have none, and members who are nobody are left", () => {
    const { declaration, left } = fold(
      foundFleet([
        foundHost("a", { groups: [foundGroup("media", { gid: 2000, members: ["nginx"] })] }),
        foundHost("b", { groups: [foundGroup("media", { gid: 2001 })] }),
      ]),
    );
    expect(declaration.groups).toEqual({ media: {} });
    expect(left.map(({ kind, about }) => [kind, about])).toEqual([
      ["group", '"media" on a'],
      ["group", '"media"'],
    ]);
  });

  test("of one person alone come with them", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("a", {
          users: [foundUser("ada", { group: "ada" })],
          groups: [foundGroup("ada", { gid: 1000 })],
        }),
      ]),
    );
    expect(declaration.users["ada"]?.primaryGroup).toBe("private");
    expect(declaration.groups).toBeUndefined();
  });
});

describe("service accounts", () => {
  test("are users of the system that own files make, alike on their hosts", () => {
    const backup = systemUser("backup", {
      uid: 400,
      homeDirectory: "/srv/backup",
      createHome: true,
      shell: "bash",
      isUsualShell: false,
      sshKeys: [publicKey("A")],
    });
    const { declaration } = fold(
      foundFleet([
        foundHost("a", { users: [backup], groups: [foundGroup("backup")] }),
        foundHost("b", { users: [backup], groups: [foundGroup("backup")] }),
        foundHost("c", { users: [{ ...backup, group: "media" }], groups: [foundGroup("media")] }),
      ]),
    );
    expect(declaration.serviceAccounts).toEqual({
      backup: {
        hosts: ["a", "b"],
        uid: 400,
        homeDirectory: "/srv/backup",
        createHome: true,
        shell: "bash",
        sshKeys: [publicKey("A")],
      },
      "backup-2": {
        hosts: ["c"],
        username: "backup",
        uid: 400,
        group: "media",
        homeDirectory: "/srv/backup",
        createHome: true,
        shell: "bash",
        sshKeys: [publicKey("A")],
      },
    });
    expect(declaration.groups).toEqual({ media: { hosts: ["c"] } });
  });

  test("that modules make are theirs, and counted", () => {
    const users = ["nginx", "postgres", "acme", "git", "sshd"].map((login) =>
      systemUser(login, { definedIn: ofNixos }),
    );
    const { declaration, left } = fold(foundFleet([foundHost("a", { users })]));
    expect(declaration.serviceAccounts).toBeUndefined();
    expect(left).toMatchObject([
      { kind: "module-account", about: "acme, git, nginx and 2 more", help: "" },
    ]);
  });
});

describe("secrets of systems", () => {
  test("are declared without what sops-nix and fleet take by themselves", () => {
    const { declaration } = fold(
      foundFleet([
        foundHost("mini", {
          users: [systemUser("nginx", { definedIn: ofNixos })],
          secrets: [
            foundSecret("plain"),
            foundSecret("web", { key: "certs/web", owner: "nginx", group: "nginx", mode: "0440" }),
            foundSecret("shared", { file: "secrets/shared.yaml", restartUnits: ["web.service"] }),
          ],
        }),
      ]),
    );
    expect(declaration.hosts["mini"]?.secrets).toEqual({
      plain: {},
      web: { key: "certs/web", owner: "nginx", mode: "0440" },
      shared: { file: "secrets/shared.yaml", restartUnits: ["web.service"] },
    });
  });

  test("of passwords are declared by these, where they say no more", () => {
    const password = { options: ["hashedPasswordFile"], secret: "pw", isLocked: false };
    const secrets = [
      foundSecret("pw", {
        file: "secrets/common.yaml",
        neededForUsers: true,
        path: "/run/secrets-for-users/pw",
      }),
    ];
    const hosts = ["a", "b"].map((name) =>
      foundHost(name, { users: [foundUser("ada", { password })], secrets }),
    );
    const { declaration, left } = fold(foundFleet(hosts));
    expect(declaration.users["ada"]?.password).toEqual({
      secret: "pw",
      file: "secrets/common.yaml",
    });
    expect(declaration.hosts["a"]?.secrets).toBeUndefined();
    expect(left).toEqual([]);
  });

  test("outside of the flake are left", () => {
    const { declaration, left } = fold(
      foundFleet([foundHost("mini", { secrets: [foundSecret("x", { file: "/etc/x.yaml" })] })]),
    );
    expect(declaration.hosts["mini"]?.secrets).toBeUndefined();
    expect(left).toMatchObject([{ kind: "secret", about: 'mini: "x"' }]);
  });
});

describe("keys of sops", () => {
  const recipients = [
    "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
    "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
    "age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk",
  ];
  const keyOf = (index: number, keyName: string | null = null, isGuess = false): AssignedKey => ({
    recipient: recipients[index] ?? "",
    keyName,
    because: "of its name",
    isGuess,
    file: ".sops.yaml",
    line: 1,
  });
  const declare = (...owners: AssignedOwner[]) =>
    foldFleet({
      fleet: foundFleet([foundHost("a", { users: [foundUser("ada")] })]),
      owners,
      answers: new Map(),
    });

  test("are their users', by name where they have names, and said where they are guessed", () => {
    const { declaration, remarks } = declare(
      {
        kind: "user",
        name: "ada",
        isKnown: true,
        keys: [keyOf(0, "laptop"), keyOf(1, "yubikey", true)],
      },
      { kind: "user", name: "zoe", isKnown: false, keys: [keyOf(2)] },
    );
    expect(declaration.users["ada"]?.ageKeys).toEqual({
      laptop: recipients[0],
      yubikey: recipients[1],
    });
    expect(declaration.users["zoe"]).toEqual({ ageKeys: [recipients[2]] });
    expect(remarks).toMatchObject([
      { path: ["users", "ada", "ageKeys", "yubikey"], text: "of its name" },
    ]);
  });

  test("of hosts are looked for where the hosts have them", () => {
    const declare = (identity: FoundHost["identity"], recipient = recipients[0] ?? "") => {
      const host = foundHost("a", { secrets: [foundSecret("wifi")], identity: identity ?? null });
      const key = { ...keyOf(0), recipient };
      const owner = { kind: "host", name: "a", isKnown: true, keys: [key] } as const;
      const fleet = foundFleet([host]);
      const { declaration, left } = foldFleet({ fleet, owners: [owner], answers: new Map() });
      const { sshHostKeyPath, ageKeyFile } = declaration.hosts["a"] ?? {};
      const isLeft = left.some(({ kind }) => kind === "key");
      return {
        ...(sshHostKeyPath && { sshHostKeyPath }),
        ...(ageKeyFile && { ageKeyFile }),
        isLeft,
      };
    };
    const usual = "/etc/ssh/ssh_host_ed25519_key";
    expect(declare({ keyFile: null, sshKeyPaths: [usual] })).toEqual({
      sshHostKeyPath: usual,
      isLeft: false,
    });
    expect(declare({ keyFile: "/keys", sshKeyPaths: [usual] })).toEqual({
      ageKeyFile: "/keys",
      isLeft: false,
    });
    expect(declare({ keyFile: "/var/lib/sops/age/keys.txt", sshKeyPaths: [] })).toEqual({
      isLeft: false,
    });
    expect(declare({ keyFile: null, sshKeyPaths: [] })).toEqual({ isLeft: true });
    expect(declare(null)).toEqual({ isLeft: true });
    const path = "/persist/ssh_host_ed25519_key";
    expect(declare({ keyFile: null, sshKeyPaths: [path] }, publicKey("A"))).toEqual({
      sshHostKeyPath: path,
      isLeft: false,
    });
  });

  test("are a host's, of which it has one, and an operator's where nobody has them", () => {
    const { declaration } = declare(
      { kind: "host", name: "a", isKnown: true, keys: [keyOf(0), keyOf(1)] },
      { kind: "operator", name: "recovery key", isKnown: false, keys: [keyOf(2)] },
    );
    expect(declaration.hosts["a"]?.ageKey).toBe(recipients[0]);
    expect(declaration.operators).toEqual({
      a: { ageKeys: [recipients[1]] },
      "recovery-key": { ageKeys: [recipients[2]] },
    });
  });
});
