import { sampleFleet, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

describeChecks("files and where they lie", [
  [
    "a module outside of the root",
    withMini({ modules: ["/etc/x.nix"] }),
    ["core/bad-path at hosts.mini.modules[0]"],
  ],
  [
    "a module of a profile outside of the root",
    sampleFleet({ profiles: { a: { modules: ["~/x"] } } }),
    ["core/bad-path at profiles.a.modules[0]"],
  ],
  [
    "a place outside of the root",
    sampleFleet({ layout: { host: ["../{host}.nix"] } }),
    ["core/bad-path at layout.host[0]"],
  ],
  [
    "a place that is the same for every host",
    sampleFleet({ layout: { host: ["host.nix"] } }),
    ["core/bad-layout at layout.host[0]"],
  ],
  [
    "a place with braces around nothing known",
    sampleFleet({ layout: { host: ["{host}/{hots}.nix"] } }),
    ["core/bad-layout at layout.host[0]"],
  ],
  [
    "braces in a place that is for all",
    sampleFleet({ layout: { allUsers: ["{user}.nix"] } }),
    ["core/bad-layout at layout.allUsers[0]"],
  ],
  [
    "the id of a user whose file would be that of all",
    sampleFleet({ users: { common: { fullName: "Common" } }, hosts: {} }),
    ["core/bad-name at users.common"],
  ],
  [
    "the id of a host whose file would be that of all",
    sampleFleet({ hosts: { shared: { system: "x86_64-linux" } } }),
    ["core/bad-name at hosts.shared"],
  ],
  [
    "a name in flake.modules that is empty",
    withMini({ modules: [{ attr: "" }] }),
    ["core/bad-module at hosts.mini.modules[0].attr"],
  ],
  [
    "a name in flake.modules with a newline",
    sampleFleet({ features: { a: { modules: [{ attr: "a\nb" }] } } }),
    ["core/bad-module at features.a.modules[0].attr"],
  ],
  [
    "a name in a place that is the same for every user",
    sampleFleet({ layout: { user: [{ attr: "users/all" }] } }),
    ["core/bad-layout at layout.user[0]"],
  ],
  [
    "two names in one place",
    sampleFleet({ layout: { user: [{ attr: "a/{user}" }, { attr: "b/{user}" }] } }),
    ["core/bad-layout at layout.user[1]"],
  ],
  [
    "a platform in a place of homes",
    sampleFleet({ layout: { user: [{ attr: "{platform}/{user}" }] } }),
    ["core/bad-layout at layout.user[0]"],
  ],
]);
