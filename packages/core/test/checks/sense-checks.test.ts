import { publicKey, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const otherKey = publicKey.replace("IAAAA", "IBAAA");

describeChecks("what no person means", [
  [
    "a key that stands twice, with another comment",
    withHenry({ sshKeys: [publicKey, otherKey, `${publicKey}-2`] }),
    ["core/repeated-item at users.henry.sshKeys[2]"],
  ],
  [
    "a group that stands twice",
    withHenry({ extraGroups: ["video", "audio", "video"] }),
    ["core/repeated-item at users.henry.extraGroups[2]"],
  ],
  [
    "a group that stands twice on one host",
    sampleFleet({
      hosts: {
        mini: {
          system: "x86_64-linux",
          users: { keith: { extraGroups: ["video", "video"] }, traci: {} },
        },
      },
    }),
    ["core/repeated-item at hosts.mini.users.keith.extraGroups[1]"],
  ],
  [
    "a tag that stands twice",
    withMini({ tags: ["a", "a"] }),
    ["core/repeated-item at hosts.mini.tags[1]"],
  ],
  [
    "hosts of a group that stand twice",
    sampleFleet({ groups: { media: { hosts: ["mini", "mini"] } } }),
    ["core/repeated-item at groups.media.hosts[1]"],
  ],
  [
    "hosts of an entry of root that stand twice",
    sampleFleet({ root: [{ hosts: ["mini", "mini"], trustedByNix: ["builder"] }] }),
    ["core/repeated-item at root[0].hosts[1]"],
  ],
  [
    "hosts of a key that stand twice",
    sampleFleet({
      users: {
        keith: { isAdmin: true, sshKeys: [{ key: publicKey, hosts: ["mini", "mini"] }] },
        traci: { fullName: "Traci" },
      },
    }),
    ["core/repeated-item at users.keith.sshKeys[0].hosts[1]"],
  ],
  [
    "a profile that extends another twice",
    sampleFleet({ profiles: { base: {}, desk: { extends: ["base", "base"] } } }),
    ["core/repeated-item at profiles.desk.extends[1]"],
  ],
  [
    "the default aggregates, of which one stands twice",
    sampleFleet({
      aggregates: { ai: {} },
      defaults: { stateVersion: "24.05", aggregates: ["ai", "ai"] },
    }),
    ["core/repeated-item at defaults.aggregates[1]"],
  ],
  [
    "two people with one SSH key, whatever is written behind it",
    sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true, sshKeys: [publicKey] },
        traci: { fullName: "Traci", sshKeys: [otherKey, `${publicKey}-of-traci`] },
      },
    }),
    ["core/ssh-key-of-two at users.traci.sshKeys[1]"],
  ],
  [
    "two people with one mail address, however it is written",
    sampleFleet({
      users: {
        keith: { fullName: "Keith", isAdmin: true, email: "k@example.org" },
        traci: { fullName: "Traci", email: "K@Example.org" },
      },
    }),
    ["core/email-of-two at users.traci.email"],
  ],
  [
    "a processor that the system cannot run on",
    withMini({ hardware: { cpu: "apple", gpu: "apple" } }),
    ["core/hardware-misfit at hosts.mini.hardware.cpu"],
  ],
  [
    "graphics that are of other machines",
    withMini({ hardware: { cpu: "intel", gpu: "apple" } }),
    ["core/hardware-misfit at hosts.mini.hardware.gpu"],
  ],
  [
    "two hosts that are deployed to one machine",
    sampleFleet({
      hosts: {
        mini: {
          system: "x86_64-linux",
          users: ["keith", "traci"],
          deploy: { target: "root@nas.lan" },
        },
        nook: { system: "x86_64-linux", users: ["keith"], deploy: { target: "keith@NAS.lan" } },
      },
    }),
    ["core/shared-target at hosts.nook.deploy.target"],
  ],
  [
    "one machine for all hosts",
    sampleFleet({
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        nook: { system: "x86_64-linux", users: ["keith"] },
        wall: { system: "x86_64-linux", users: ["keith"] },
      },
      defaults: { stateVersion: "24.05", deploy: { target: "root@nas.lan" } },
    }),
    ["core/shared-target at defaults.deploy.target"],
  ],
  [
    "nothing of hosts that are named",
    sampleFleet({
      hosts: {
        mini: { system: "x86_64-linux", users: ["keith", "traci"] },
        nook: { system: "x86_64-linux", users: ["keith"] },
      },
      defaults: { stateVersion: "24.05", deploy: { target: "root@{host}.lan" } },
    }),
    [],
  ],
  [
    "a machine with a port",
    withMini({ deploy: { target: "root@mini:22" } }),
    ["core/bad-target at hosts.mini.deploy.target"],
  ],
]);
