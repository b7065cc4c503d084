import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

const mac = { system: "aarch64-darwin", users: ["keith"] };

describeChecks("references", [
  [
    "a profile of the fleet",
    sampleFleet({ defaults: { stateVersion: "24.05", homeProfile: "x" } }),
    ["core/unknown-profile at defaults.homeProfile"],
  ],
  [
    "a profile of who is not admin",
    sampleFleet({ defaults: { stateVersion: "24.05", nonAdminProfile: "" } }),
    ["core/unknown-profile at defaults.nonAdminProfile"],
  ],
  [
    "a profile of a host",
    withMini({ homeProfile: "x" }),
    ["core/unknown-profile at hosts.mini.homeProfile"],
  ],
  [
    "a profile of a user",
    withHenry({ homeProfile: "" }),
    ["core/unknown-profile at users.henry.homeProfile"],
  ],
  [
    "a profile of a placement",
    withMini({ users: { keith: { homeProfile: "x" } } }),
    ["core/unknown-profile at hosts.mini.users.keith.homeProfile"],
  ],
  [
    "a profile to extend",
    sampleFleet({ profiles: { a: { extends: ["a1"] } } }),
    ["core/unknown-profile at profiles.a.extends[0]"],
  ],
  [
    "an aggregate of the fleet",
    sampleFleet({ defaults: { stateVersion: "24.05", aggregates: ["x"] } }),
    ["core/unknown-aggregate at defaults.aggregates[0]"],
  ],
  [
    "an aggregate of a profile",
    sampleFleet({ profiles: { a: { aggregates: ["x"] } } }),
    ["core/unknown-aggregate at profiles.a.aggregates[0]"],
  ],
  [
    "an aggregate of a user",
    withHenry({ aggregates: ["x"] }),
    ["core/unknown-aggregate at users.henry.aggregates[0]"],
  ],
  [
    "an aggregate of a placement",
    withMini({ users: { keith: { aggregates: ["x"] } } }),
    ["core/unknown-aggregate at hosts.mini.users.keith.aggregates[0]"],
  ],
  [
    "a feature",
    withMini({ features: ["constructor"] }),
    ["core/unknown-feature at hosts.mini.features[0]"],
  ],
  [
    "a primary user",
    sampleFleet({ hosts: { mac: { ...mac, primaryUser: "x" } } }),
    ["core/unknown-user at hosts.mac.primaryUser"],
  ],
  [
    "a user of the policy",
    sampleFleet({ policy: { acceptedGroups: { x: [] } } }),
    ["core/unknown-user at policy.acceptedGroups.x"],
  ],
]);
