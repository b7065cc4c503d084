import { publicKey, sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

describeChecks("values", [
  ["an empty full name", withHenry({ fullName: " " }), ["core/bad-text at users.henry.fullName"]],
  ["no full name", withHenry({ fullName: undefined }), []],
  [
    "a full name with a newline",
    withHenry({ fullName: "a\nb" }),
    ["core/bad-text at users.henry.fullName"],
  ],
  [
    "a full name with a colon",
    withHenry({ fullName: "a:b" }),
    ["core/bad-text at users.henry.fullName"],
  ],
  [
    "a description with a colon",
    withHenry({ description: "a:b" }),
    ["core/bad-text at users.henry.description"],
  ],
  ["an empty description on NixOS", withHenry({ description: "" }), []],
  [
    "an empty description on a Mac",
    sampleFleet({
      users: { ana: { description: "" } },
      hosts: { mac: { system: "aarch64-darwin", primaryUser: "ana", users: ["ana"] } },
    }),
    [],
  ],
  [
    "a description of blanks",
    withHenry({ description: " " }),
    ["core/bad-text at users.henry.description"],
  ],
  [
    "uids of NixOS that are the system's",
    sampleFleet({ defaults: { stateVersion: "24.05", uidRange: { nixos: [501, 60000] } } }),
    ["core/bad-uid-range at defaults.uidRange.nixos"],
  ],
  [
    "a full name with an escape, described otherwise",
    withHenry({ fullName: "a\u001bb", description: "x" }),
    ["core/bad-text at users.henry.fullName"],
  ],
  [
    "a zero character in a tag",
    withMini({ tags: ["ok", "a\0"] }),
    ["core/bad-text at hosts.mini.tags[1]"],
  ],
  [
    "half of a character in a vendor",
    withMini({ hardware: { vendor: "\ud800" } }),
    ["core/bad-text at hosts.mini.hardware.vendor"],
  ],
  [
    "a mail address without a host",
    withHenry({ email: "henry@" }),
    ["core/bad-email at users.henry.email"],
  ],
  [
    "a mail address with a name",
    withHenry({ email: "Henry <h@example.org>" }),
    ["core/bad-email at users.henry.email"],
  ],
  [
    "a mail address with an escape",
    withHenry({ email: "h\u001b@example.org" }),
    ["core/bad-email at users.henry.email"],
  ],
  [
    "a release of nothing",
    withMini({ stateVersion: "24.5" }),
    ["core/bad-state-version at hosts.mini.stateVersion"],
  ],
  [
    "a release of a user",
    withHenry({ stateVersion: "latest" }),
    ["core/bad-state-version at users.henry.stateVersion"],
  ],
  [
    "a release of the fleet",
    sampleFleet({ defaults: { stateVersion: "" } }),
    ["core/bad-state-version at defaults.stateVersion"],
  ],
  ["a path as a shell", withHenry({ shell: "/bin/sh" }), ["core/bad-shell at users.henry.shell"]],
  [
    "code as a shell",
    withMini({ users: { keith: { shell: "fish; x" } } }),
    ["core/bad-shell at hosts.mini.users.keith.shell"],
  ],
  [
    "an empty shell",
    sampleFleet({ defaults: { stateVersion: "24.05", shell: "" } }),
    ["core/bad-shell at defaults.shell"],
  ],
  [
    "a home in no place",
    withHenry({ homeDirectory: "home/henry" }),
    ["core/bad-home-directory at users.henry.homeDirectory"],
  ],
  [
    "the root as a home",
    withHenry({ homeDirectory: "/" }),
    ["core/bad-home-directory at users.henry.homeDirectory"],
  ],
  [
    "a home that climbs",
    withMini({ users: { keith: { homeDirectory: "/home/../etc" } } }),
    ["core/bad-home-directory at hosts.mini.users.keith.homeDirectory"],
  ],
  [
    "a home with a colon",
    withHenry({ homeDirectory: "/home/a:b" }),
    ["core/bad-home-directory at users.henry.homeDirectory"],
  ],
  [
    "a key that is none",
    withHenry({ sshKeys: [publicKey, "x"] }),
    ["core/bad-ssh-key at users.henry.sshKeys[1]"],
  ],
  [
    "a placeholder for a key",
    withHenry({ sshKeys: ["ssh-ed25519 PLACEHOLDER"] }),
    ["core/bad-ssh-key at users.henry.sshKeys[0]"],
  ],
  [
    "a variable that no shell takes",
    withHenry({ sshKeys: [{ env: "SSH-KEY" }] }),
    ["core/bad-variable at users.henry.sshKeys[0].env"],
  ],
  [
    "a key file outside of the root",
    withHenry({ sshKeys: [{ file: "../x.pub" }] }),
    ["core/bad-path at users.henry.sshKeys[0].file"],
  ],
  [
    "a range of uids that goes down",
    sampleFleet({ defaults: { stateVersion: "24.05", uidRange: { nixos: [2000, 1000] } } }),
    ["core/bad-uid-range at defaults.uidRange.nixos"],
  ],
  [
    "a range of uids with root in it",
    sampleFleet({ defaults: { stateVersion: "24.05", uidRange: { darwin: [0, 1000] } } }),
    ["core/bad-uid-range at defaults.uidRange.darwin"],
  ],
  [
    "a range of uids beyond all uids",
    sampleFleet({ defaults: { stateVersion: "24.05", uidRange: { nixos: [1000, 2 ** 31] } } }),
    ["core/bad-uid-range at defaults.uidRange.nixos"],
  ],
]);
