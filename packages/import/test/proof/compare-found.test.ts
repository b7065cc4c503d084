import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { FoundHost, FoundUser } from "../../src/index.ts";
import { compareFound } from "../../src/proof/compare-found.ts";
import type { FoundDifference } from "../../src/proof/comparison.ts";
import { fleetOf, groupOf, homeOf, hostOf, keys, secretOf, userOf } from "./found-builders.ts";

const mini = hostOf("mini");
const built = { later: "built" } as const;
const ada = (more: Partial<FoundUser>) => fleetOf({ ...mini, users: [userOf("ada", more)] });
const changed = (more: Partial<FoundHost>) => fleetOf({ ...mini, ...more });

const show = ({ kind, what, before, after }: FoundDifference) =>
  `${kind}: ${what}: ${before} → ${after}`;

describe("fleets that are the same", () => {
  it("have no difference, and all that was looked at is counted", () => {
    expect(compareFound(fleetOf(mini), fleetOf(mini), built)).toEqual({
      equal: {
        hosts: 1,
        accounts: 1,
        groups: 1,
        keys: 1,
        trustedUsers: 1,
        secrets: 1,
        homes: 1,
        files: 0,
      },
      left: expect.objectContaining({ accounts: 0, groups: 0 }),
      differences: [],
      notes: [],
    });
  });

  it("are the same in whichever order their lists are", () => {
    const one = ada({ groups: ["wheel", "docker"], sshKeys: [keys.ada, keys.ben] });
    const other = ada({ groups: ["docker", "wheel"], sshKeys: [keys.ben, keys.ada] });
    expect(compareFound(one, other, built).differences).toEqual([]);
  });

  it("are the same where the primary group is named once more", () => {
    const one = ada({ groups: ["users", "wheel"] });
    expect(compareFound(one, ada({ groups: ["wheel"] }), built).differences).toEqual([]);
    expect(compareFound(one, ada({ groups: ["users"] }), built).differences).toHaveLength(1);
  });

  it("are the same where only comments of keys differ, which is said", () => {
    const other = ada({ sshKeys: [keys.ada.replace("ada@desk", "of ada")] });
    const { differences, notes, equal } = compareFound(fleetOf(mini), other, built);
    expect(differences).toEqual([]);
    expect(equal.accounts).toBe(1);
    expect(notes).toEqual([
      {
        kind: "keys",
        hosts: ["mini"],
        what: "users.users.ada.openssh.authorizedKeys.keys",
        message: expect.stringMatching(/^The comment of ssh-ed25519 AAAA….{12} is another one/),
      },
    ]);
  });
});

describe("a system that is built otherwise", () => {
  it.each<[string, ReturnType<typeof fleetOf>, string]>([
    ["a uid", ada({ uid: 1001 }), "accounts: users.users.ada.uid: 1000 → 1001"],
    ["a uid that was none", ada({ uid: null }), "accounts: users.users.ada.uid: 1000 → nothing"],
    ["a shell", ada({ shell: "bash" }), "accounts: users.users.ada.shell: fish → bash"],
    ["a home", ada({ homeDirectory: "/srv" }), "accounts: users.users.ada.home: /home/ada → /srv"],
    [
      "a name",
      ada({ description: "Ada L." }),
      'accounts: users.users.ada.description: Ada → "Ada L."',
    ],
    ["a group", ada({ group: "ada" }), "accounts: users.users.ada.group: users → ada"],
    [
      "an end",
      ada({ expires: "2027-06-30" }),
      "accounts: users.users.ada.expires: nothing → 2027-06-30",
    ],
    ["linger", ada({ linger: true }), "accounts: users.users.ada.linger: nothing → true"],
    [
      "subordinate ids",
      ada({ subordinateIds: "auto" }),
      "accounts: users.users.ada.subUidRanges: nothing → auto",
    ],
    ["nobody", changed({ users: [] }), "accounts: users.users.ada: an account → nothing"],
    ["no admin", ada({ groups: [] }), "groups: users.users.ada.extraGroups: wheel → nothing"],
    [
      "another group",
      ada({ groups: ["wheel", "kvm"] }),
      "groups: users.users.ada.extraGroups: nothing → kvm",
    ],
    [
      "a gid",
      changed({ groups: [groupOf("media", { gid: 1 })] }),
      "groups: users.groups.media.gid: 5000 → 1",
    ],
    [
      "a member who has no account",
      changed({ groups: [groupOf("media", { members: ["eve"] })] }),
      "groups: users.groups.media.members: nothing → eve",
    ],
    [
      "trust",
      changed({ trustedUsers: ["root"] }),
      "trustedUsers: nix.settings.trusted-users: ada → nothing",
    ],
    [
      "the owner of a secret",
      changed({ secrets: [secretOf("wifi", { owner: "ada" })] }),
      "secrets: sops.secrets.wifi.owner: root → ada",
    ],
    [
      "a home",
      changed({ homes: [homeOf("ada", { stateVersion: "23.11" })] }),
      "homes: home-manager.users.ada.home.stateVersion: 24.05 → 23.11",
    ],
    [
      "a module",
      changed({ modules: [{ path: "hosts/mini.nix" }, { path: "hosts/more.nix" }] }),
      "hosts: imports: nothing → hosts/more.nix",
    ],
    [
      "sudo",
      changed({ sudoNeedsPassword: false }),
      "hosts: security.sudo.wheelNeedsPassword: true → false",
    ],
    ["a host less", fleetOf(), "hosts: nixosConfigurations.mini: a host → nothing"],
  ])("is told with %s", (_, after, difference) => {
    const { differences } = compareFound(fleetOf(mini), after, built);
    expect(differences.map(show)).toEqual([difference]);
    expect(differences[0]).toMatchObject({ host: "mini", hosts: ["mini"] });
  });

  it("is told with a key that is missing, and one that is new, neither of them in full", () => {
    const { differences } = compareFound(fleetOf(mini), ada({ sshKeys: [keys.ben] }), built);
    expect(differences.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ["keys", expect.stringMatching(/^ssh-ed25519 AAAA….{12}$/), "nothing"],
      ["keys", "nothing", expect.stringMatching(/^ssh-ed25519 AAAA….{12}$/)],
    ]);
  });

  it("is told with options of a key, which say what it is good for", () => {
    const other = ada({ sshKeys: [`restrict ${keys.ada}`] });
    expect(compareFound(fleetOf(mini), other, built).differences).toHaveLength(2);
  });

  it("says why what leads to root matters", () => {
    const other = { ...ada({ groups: ["wheel", "admin"] }).hosts[0], trustedUsers: ["ada", "eve"] };
    const { differences } = compareFound(fleetOf(mini), fleetOf({ ...mini, ...other }), built);
    expect(differences.map(({ reason }) => reason)).toEqual([
      "Whom Nix trusts can become root.",
      "Its members can become root.",
    ]);
  });

  it("is none where somebody is trusted by name who is trusted by a group", () => {
    const [before, after] = [["@wheel"], ["@wheel", "ada"]].map((trustedUsers) =>
      changed({ trustedUsers }),
    );
    expect(compareFound(before ?? fleetOf(), after ?? fleetOf(), built).differences).toEqual([]);
  });

  it("is told where secrets would be decrypted with a key in another place", () => {
    const path = "/etc/ssh/ssh_host_ed25519_key";
    const ofHost = changed({ identity: { keyFile: null, sshKeyPaths: [path] } });
    const ofFile = changed({ identity: { keyFile: "/keys", sshKeyPaths: [path] } });
    const told = (before: typeof mini | undefined, after: ReturnType<typeof fleetOf>) =>
      compareFound(fleetOf(before ?? mini), after).differences.map(show);
    expect(told(ofHost.hosts[0], ofFile)).toEqual(["hosts: sops.age.keyFile: nothing → /keys"]);
    expect(told(ofHost.hosts[0], ofHost)).toEqual([]);
    const elsewhere = changed({ identity: { keyFile: null, sshKeyPaths: ["/persist/key"] } });
    expect(told(ofHost.hosts[0], elsewhere)).toEqual([
      `hosts: sops.age.sshKeyPaths: ${path} → nothing`,
    ]);
  });

  it("is told once where it is on many hosts", () => {
    const names = Array.from({ length: 40 }, (_, index) => `h${index}`);
    const before = fleetOf(...names.map((name) => hostOf(name)));
    const after = fleetOf(
      ...names.map((name) => hostOf(name, { users: [userOf("ada", { uid: 7 })] })),
    );
    const { differences } = compareFound(before, after, built);
    expect(differences).toMatchObject([{ host: null, what: "users.users.ada.uid" }]);
    expect(differences[0]?.hosts).toHaveLength(40);
  });

  it("may have keys twice, which fleet and a module say", () => {
    const other = ada({ sshKeys: [keys.ada, keys.ada] });
    expect(compareFound(fleetOf(mini), other, built).differences).toEqual([]);
  });
});

describe("a fleet as it is declared", () => {
  it("leaves to modules what it does not say, and counts it", () => {
    const after = fleetOf({
      ...mini,
      mutableUsers: null,
      users: [userOf("ada", { uid: null, createHome: null })],
      groups: [],
      homes: [],
      secrets: [],
    });
    const { differences, left } = compareFound(fleetOf(mini), after);
    expect(differences).toEqual([]);
    expect(left).toMatchObject({ groups: 1, homes: 1, secrets: 1 });
  });

  it("differs where a home gets a shell's files that it did not have", () => {
    const withShells = (...shells: readonly string[]) =>
      changed({ homes: [homeOf("ada", { shells })] });
    const told = (before: ReturnType<typeof fleetOf>, after: ReturnType<typeof fleetOf>) =>
      compareFound(before, after).differences.map(show);
    expect(told(withShells("bash", "fish"), withShells("fish"))).toEqual([]);
    expect(told(withShells(), withShells("zsh"))).toEqual([
      "homes: home-manager.users.ada.programs: nothing → zsh.enable",
    ]);
  });

  it("says of the home that nix-darwin would make when it does", () => {
    const mac = (createHome: boolean) =>
      changed({ platform: "darwin", knownUsers: ["ada"], users: [userOf("ada", { createHome })] });
    expect(compareFound(mac(false), mac(true), built).differences).toMatchObject([
      {
        what: "users.users.ada.createHome",
        reason: "nix-darwin makes the home of an account only when it makes the account.",
      },
    ]);
  });

  it("may say a shell and a comment of whom macOS keeps, where that does nothing", () => {
    const mac = (more: Partial<FoundUser>, knownUsers: readonly string[] = []) =>
      changed({ platform: "darwin", knownUsers, users: [userOf("ada", more)] });
    const [before, after] = [{ shell: null, description: null }, { shell: "zsh" }];
    expect(compareFound(mac(before), mac(after), built).differences).toEqual([]);
    expect(compareFound(mac(before, ["ada"]), mac(after, ["ada"]), built).differences).toHaveLength(
      2,
    );
  });

  it("leaves to modules whom nix-darwin manages beside its own", () => {
    const known = (...knownUsers: readonly string[]) => changed({ knownUsers });
    expect(compareFound(known("_nixbld1", "ada"), known("ada")).differences).toEqual([]);
    expect(compareFound(known("_nixbld1"), known("ada")).differences.map(show)).toEqual([
      "hosts: users.knownUsers: nothing → ada",
    ]);
  });

  it("leaves accounts that others' modules make to them", () => {
    const nginx = userOf("nginx", {
      isNormal: false,
      definedIn: [{ path: "nixos/modules/services/nginx.nix", isOwn: false }],
    });
    const before = fleetOf({ ...mini, users: [...mini.users, nginx] });
    const { differences, left } = compareFound(before, fleetOf(mini));
    expect(differences).toEqual([]);
    expect(left).toMatchObject({ accounts: 1, keys: 1 });
  });

  it("leaves what no declaration can say to the module that says it", () => {
    const broken = keys.ada.replace("ssh-ed25519", "sh-ed25519");
    const before = fleetOf({
      ...mini,
      users: [
        userOf("ada", { sshKeys: [keys.ada, broken, ""], groups: ["wheel", "a:b"] }),
        userOf("nixbld", { sshKeys: [] }),
      ],
    });
    const after = ada({ sshKeys: [keys.ada], groups: ["wheel"] });
    const { differences, left, equal } = compareFound(before, after);
    expect(differences).toEqual([]);
    expect(left).toMatchObject({ accounts: 1, keys: 2 });
    expect(equal).toMatchObject({ accounts: 1, keys: 1 });
    // A system that Nix has built has all of it.
    expect(compareFound(before, after, built).differences.map(({ what }) => what)).toEqual([
      "users.users.ada.extraGroups",
      "users.users.ada.openssh.authorizedKeys.keys",
      "users.users.ada.openssh.authorizedKeys.keys",
      "users.users.nixbld",
    ]);
  });

  it("differs where somebody of the flake's own is not declared, and says where they stand", () => {
    const { differences } = compareFound(fleetOf(mini), changed({ users: [] }));
    expect(differences).toMatchObject([
      {
        what: "users.users.ada",
        reason: "It is not declared, and goes on standing in users/ada.nix.",
      },
    ]);
  });

  it("leaves to modules whom else nix-darwin manages, and differs where it would manage others", () => {
    const before = changed({ knownUsers: ["ada", "_nixbld1"] });
    expect(compareFound(before, changed({ knownUsers: ["ada"] })).differences).toEqual([]);
    expect(compareFound(before, changed({ knownUsers: ["ada", "ben"] })).differences).toMatchObject(
      [{ what: "users.knownUsers", before: "nothing", after: "ben" }],
    );
  });

  it("trusts by a group whom it trusted by name as well, and differs where it trusted by neither", () => {
    const trusting = (...trustedUsers: string[]) => changed({ trustedUsers });
    const [both, group] = [trusting("ada", "@wheel"), trusting("@wheel")];
    expect(compareFound(both, group).differences).toEqual([]);
    expect(compareFound(both, trusting()).differences).toMatchObject([
      { before: "ada" },
      { before: "@wheel" },
    ]);
  });

  it("differs where it says a key twice", () => {
    const { differences } = compareFound(fleetOf(mini), ada({ sshKeys: [keys.ada, keys.ada] }));
    expect(differences).toMatchObject([
      { kind: "keys", after: expect.stringContaining("2 times") },
    ]);
  });

  it("differs where somebody has a uid that they did not have", () => {
    expect(compareFound(fleetOf(mini), ada({ uid: 1001 })).differences).toHaveLength(1);
  });

  it("may have hosts that are only keys", () => {
    const { differences, notes } = compareFound(fleetOf(mini), fleetOf(mini, hostOf("nas")));
    expect(differences).toEqual([]);
    expect(notes).toMatchObject([{ hosts: ["nas"], what: "hosts.nas" }]);
  });

  it("may have some of the modules of a host, and none that the host had not", () => {
    const label = { path: null, label: "flake.nix", isOwn: true } as const;
    const before = changed({ modules: [...(mini.modules ?? []), { path: "a.nix" }, label] });
    expect(compareFound(before, fleetOf(mini)).differences).toEqual([]);
    const after = changed({ modules: [{ path: "b.nix" }] });
    expect(compareFound(before, after).differences.map(show)).toEqual([
      "hosts: imports: nothing → b.nix",
    ]);
  });
});

describe("a secret", () => {
  it("is another one by its key, but not where the file is delivered as a whole", () => {
    const compare = (format: string) =>
      compareFound(
        changed({ secrets: [secretOf("wifi", { format })] }),
        changed({ secrets: [secretOf("wifi", { format, key: "" })] }),
      ).differences;
    expect(compare("yaml").map(show)).toEqual(["secrets: sops.secrets.wifi.key: wifi → nothing"]);
    expect(compare("binary")).toEqual([]);
  });
});

describe("what is hostile", () => {
  it("is quoted and cut", () => {
    const login = '__proto__"\u0024{a}\n';
    const other = changed({ users: [...mini.users, userOf(login)] });
    const { differences } = compareFound(fleetOf(mini), other, built);
    expect(differences[0]?.what).toBe('users.users."__proto__\\"\\\u0024{a}\\n"');
    const long = "x".repeat(1_000_000);
    const huge = compareFound(ada({ shell: long, groups: [long], sshKeys: [long] }), fleetOf(mini));
    const lengths = huge.differences.flatMap(({ what, before }) => [what.length, before.length]);
    expect(Math.max(...lengths)).toBeLessThan(200);
  });

  const word = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "ada", ""));
  test.prop([fc.array(fc.record({ login: word, uid: fc.nat(), groups: fc.array(word) }))])(
    "is the same as itself, whatever the names are",
    (users) => {
      const named = users.map(({ login, ...more }) => userOf(login, more));
      const unique = [...new Map(named.map((user) => [user.login, user])).values()];
      const fleet = changed({ users: unique });
      const { differences, equal } = compareFound(fleet, fleet, built);
      expect(differences).toEqual([]);
      expect(equal.accounts).toBe(unique.length);
    },
  );
});
