import { expect, it } from "vitest";
import { publicKey, sampleFleet } from "../sample-fleet.ts";
import { describeWays } from "./access-fleet.ts";

const hosts = { mini: { system: "x86_64-linux", users: ["keith", "traci"] } };
const traci = { fullName: "Traci", sshKeys: [{ env: "TRACI" }] };
const keith = { fullName: "Keith", sshKeys: [publicKey] };
const login = 'logs in as "traci" with an SSH key from TRACI (users.traci.sshKeys)';

function rootWays(sections: object): string[] {
  return describeWays(sampleFleet({ hosts, ...sections }), "root", "host:mini");
}

it("a key of root's hides no way that one's own account has", () => {
  const users = { keith, traci: { ...traci, isAdmin: true, extraGroups: ["docker"] } };
  expect(rootWays({ users, root: [{ sshKeys: ["user:traci"] }] })).toEqual([
    "user:traci: yes: logs in as root with an SSH key from TRACI (root[0].sshKeys[0])",
    `user:traci: yes: ${login} > is an admin: in wheel, which may use sudo (users.traci.isAdmin)`,
    `user:traci: yes: ${login} > is in the group "docker": a container can mount the whole disk as root (users.traci.extraGroups)`,
    `user:traci: yes: ${login} > is trusted by Nix, as admins are (users.traci.isAdmin) > can have Nix do anything as root`,
  ]);
});

it("a key of root's hides a way by a neighbour's code-server", () => {
  const codeServer = { port: 8080, auth: "none" };
  const neighbour = { ...keith, extraGroups: ["docker"], services: { codeServer } };
  const open = { mini: { ...hosts.mini, tailscale: true } };
  const sections = { users: { keith: neighbour, traci }, hosts: open };
  const ways = rootWays({ ...sections, root: [{ sshKeys: ["user:traci"] }] });
  expect(ways.filter((way) => way.startsWith("user:traci"))).toEqual([
    "user:traci: yes: logs in as root with an SSH key from TRACI (root[0].sshKeys[0])",
  ]);
});

it("a password that is locked may have been set before", () => {
  const users = { keith, traci: { fullName: "Traci", isAdmin: true, password: "locked" } };
  const ways = rootWays({ users });
  expect(ways[0]).toBe(
    'user:traci: unknown: logs in as "traci" (users.traci.password) > is an admin: in wheel, which may use sudo (users.traci.isAdmin)',
  );
});

it.each<[string, readonly string[], string]>([
  ["the first line for a key", [`command="backup" ${publicKey}`, publicKey], "unknown"],
  [
    "a later line, where the first has a condition",
    [`from="10.0.0.1",command="ls" ${publicKey}`, publicKey],
    "yes",
  ],
])("%s is the one that sshd takes", (_, sshKeys, can) => {
  const users = { keith: { ...keith, sshKeys, extraGroups: ["docker"] }, traci };
  const [way] = rootWays({ users });
  expect(way).toMatch(new RegExp(`^user:keith: ${can}: `));
  const root = [{ sshKeys }];
  const [rootWay] = rootWays({ users: { keith, traci }, root });
  expect(rootWay).toMatch(new RegExp(`^user:keith: ${can}: logs in as root`));
});
