import { describe, expect, it } from "vitest";
import { explainLack, whatCan, whoCan } from "../../src/access.ts";
import { publicKey, resolveSound, sampleFleet } from "../sample-fleet.ts";
import { describeWays, graphOf } from "./access-fleet.ts";

const foreign = publicKey.replaceAll("A".repeat(40), "B".repeat(40)).replace("keith@mini", "ci");
const mini = { system: "x86_64-linux", users: ["traci"] };
const users = {
  keith: { fullName: "Keith", sshKeys: [publicKey] },
  traci: { fullName: "Traci", sshKeys: [{ env: "TRACI" }] },
};

const fleetOf = (root: readonly object[], sections: object = {}) =>
  sampleFleet({ users, hosts: { mini }, root, ...sections });
const rootWays = (root: readonly object[], sections: object = {}) =>
  describeWays(fleetOf(root, sections), "root", "host:mini");
const place = "(root[0].sshKeys[0])";

describe("who can log in as root", () => {
  it.each<[string, unknown, string[]]>([
    [
      "a person without an account there",
      "user:keith",
      [`user:keith: yes: logs in as root with an SSH key ${place}`],
    ],
    [
      "whose key the environment gives",
      "users",
      [`user:traci: yes: logs in as root with an SSH key from TRACI ${place}`],
    ],
    [
      "whose key stands there as it is",
      publicKey.replace("keith@mini", ""),
      [`user:keith: yes: logs in as root with an SSH key ${place}`],
    ],
    [
      "somebody whom nobody knows",
      foreign,
      [
        `somebody:ssh-key-BBBBBAAA@mini: yes: logs in as root with an SSH key that is nobody's in the fleet (…BBBBBAAA, "ci") ${place}`,
      ],
    ],
    [
      "somebody by a variable that is nobody's",
      { env: "CI_KEY" },
      [`somebody:$CI_KEY@mini: yes: logs in as root with an SSH key from CI_KEY ${place}`],
    ],
  ])("is %s", (_, key, ways) => {
    expect(rootWays([{ sshKeys: [key] }])).toEqual(ways);
    expect(describeWays(fleetOf([{ sshKeys: [key] }]), "login", "host:mini")).toEqual(
      expect.arrayContaining(ways),
    );
  });

  it.each([
    ["user:keith", "an SSH key"],
    [publicKey, "an SSH key"],
    [`from="10.0.0.0/8" ${publicKey}`, 'an SSH key, from "10.0.0.0/8" only'],
  ])("is a person up to their last day, by %s", (key, means) => {
    const sections = { users: { ...users, keith: { ...users.keith, expires: "2027-06-30" } } };
    expect(rootWays([{ sshKeys: [key] }], sections)).toEqual([
      `user:keith: yes: logs in as root with ${means}, until 2027-06-30 ${place}`,
    ]);
  });

  it("is who deploys the host as root, in place of somebody", () => {
    const hosts = { mini: { ...mini, deploy: { target: "root@mini" } } };
    const declaration = fleetOf([{ sshKeys: ["user:keith"] }], { hosts });
    expect(describeWays(declaration, "deploy", "host:mini")).toEqual([
      'user:keith: yes: deploys to "root@mini" with a key of root\'s (hosts.mini.deploy.target)',
    ]);
    const who = whoCan(graphOf(declaration), { verb: "root", target: "host:mini" });
    expect(who.map((way) => way.who)).toEqual(["user:keith"]);
  });

  it("is found from the person, too", () => {
    const found = whatCan(graphOf(fleetOf([{ sshKeys: ["user:keith"] }])), "user:keith");
    expect(found.map(({ verb, target }) => `${verb} ${target}`)).toEqual([
      "hold host:mini",
      "login host:mini",
      "root host:mini",
    ]);
  });
});

describe("whom Nix trusts", () => {
  const trusted = "can have Nix do anything as root";
  const login = 'logs in as "traci" with an SSH key from TRACI (users.traci.sshKeys)';
  const traci = (own: object) => ({ users: { ...users, traci: { ...users.traci, ...own } } });

  it("is who is said to be, without being admin", () => {
    expect(rootWays([], traci({ isTrustedByNix: true }))).toEqual([
      `user:traci: yes: ${login} > is trusted by Nix (users.traci.isTrustedByNix) > ${trusted}`,
    ]);
  });

  it("is no admin of whom that is taken away, who is root by sudo alone", () => {
    const declaration = traci({ isAdmin: true, isTrustedByNix: false });
    expect(rootWays([], declaration)).toEqual([
      `user:traci: yes: ${login} > is an admin: in wheel, which may use sudo (users.traci.isAdmin)`,
    ]);
    const { fleet: declared, resolved } = resolveSound(fleetOf([], declaration));
    const question = { verb: "trust-nix", target: "host:mini" } as const;
    expect(explainLack({ declared, resolved }, "user:traci", question)).toEqual([
      'It is declared that Nix does not trust "traci" on "mini".',
    ]);
  });

  it("is whoever is in a group that it trusts", () => {
    const sections = { groups: { media: { members: ["traci"] } } };
    const name = '"media", which Nix trusts (root[0].trustedByNix[0])';
    expect(rootWays([{ trustedByNix: ["@media"] }], sections)).toEqual([
      `user:traci: yes: ${login} > is in the group ${name} > ${trusted}`,
    ]);
  });

  it("is somebody where no user has the name or is in the group", () => {
    expect(rootWays([{ trustedByNix: ["builder", "@makers"] }])).toEqual([
      `somebody:@makers@mini: unknown: is in the group "makers", which Nix trusts (root[0].trustedByNix[1]) > ${trusted}`,
      `somebody:builder@mini: yes: is "builder", whom Nix trusts (root[0].trustedByNix[0]) > ${trusted}`,
    ]);
  });

  it("is nobody by a group that is declared and empty", () => {
    expect(rootWays([{ trustedByNix: ["@media"] }], { groups: { media: {} } })).toEqual([]);
  });

  it("is unknown on a Mac, whose groups are macOS's", () => {
    const hosts = {
      mini: { system: "aarch64-darwin", users: ["traci"], primaryUser: "traci" },
    };
    const sections = { ...traci({ isAdmin: true, isTrustedByNix: false }), hosts };
    const root = [{ hosts: ["mini"], trustedByNix: ["@admin", "@staff"] }];
    const ways = describeWays(fleetOf(root, sections), "trust-nix", "host:mini");
    expect(ways).toEqual([
      `user:traci: yes: ${login} > is in the group "staff", which Nix trusts (root[0].trustedByNix[1])`,
      `user:traci: unknown: ${login} > is in the group "admin", which Nix trusts (root[0].trustedByNix[0])`,
    ]);
  });
});

describe("sudo that asks for no password", () => {
  it("is part of the reason for which admins are root", () => {
    const sections = { users: { ...users, traci: { ...users.traci, isAdmin: true } } };
    const ways = rootWays([{ sudoNeedsPassword: false }], sections);
    expect(ways[0]).toMatch(/in wheel, which may use sudo without a password \(users\.traci/);
  });
});
