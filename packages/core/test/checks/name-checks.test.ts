import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

describeChecks("names", [
  [
    "a user id",
    sampleFleet({ users: { "a b": { fullName: "A" } }, hosts: {} }),
    ['core/bad-name at users["a b"]'],
  ],
  ["a login name", withHenry({ username: "root" }), ["core/bad-name at users.henry.username"]],
  [
    "a login name on one host",
    withMini({ users: { keith: { username: "a..b" } } }),
    ["core/bad-name at hosts.mini.users.keith.username"],
  ],
  [
    "a host id",
    sampleFleet({ hosts: { "-mini": { system: "x86_64-linux" } } }),
    ['core/bad-name at hosts["-mini"]'],
  ],
  ["a host name", withMini({ hostname: "mini.local" }), ["core/bad-name at hosts.mini.hostname"]],
  ["a profile", sampleFleet({ profiles: { "a/b": {} } }), ['core/bad-name at profiles["a/b"]']],
  ["an aggregate", sampleFleet({ aggregates: { "": {} } }), ['core/bad-name at aggregates[""]']],
  ["a feature", sampleFleet({ features: { "..": {} } }), ['core/bad-name at features[".."]']],
  [
    "a group of a feature",
    sampleFleet({ features: { a: { groups: ["x:y"] } } }),
    ["core/bad-name at features.a.groups[0]"],
  ],
  [
    "a group of a user",
    withHenry({ extraGroups: ["ok", "-x"] }),
    ["core/bad-name at users.henry.extraGroups[1]"],
  ],
  [
    "a group on one host",
    withMini({ users: { keith: { extraGroups: [""] } } }),
    ["core/bad-name at hosts.mini.users.keith.extraGroups[0]"],
  ],
]);
