import { sampleFleet, withHenry, withMini } from "../sample-fleet.ts";
import { describeChecks } from "./check-table.ts";

/** Hosts without anybody. */
function withHosts(...ids: readonly string[]): object {
  return sampleFleet({
    hosts: Object.fromEntries(ids.map((id) => [id, { system: "x86_64-linux" }])),
  });
}

const oddlyNamed = { "a/b": `age1${"q".repeat(58)}` };
const longDomain = Array.from({ length: 4 }, () => "x".repeat(61)).join(".");

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
    "the name of a key of a user",
    withHenry({ ageKeys: oddlyNamed }),
    ['core/bad-name at users.henry.ageKeys["a/b"]'],
  ],
  [
    "the name of a key of an operator",
    sampleFleet({ operators: { spare: { ageKeys: oddlyNamed } } }),
    ['core/bad-name at operators.spare.ageKeys["a/b"]'],
  ],
  [
    "the name of a key of a service account",
    sampleFleet({ serviceAccounts: { spare: { hosts: ["mini"], ageKeys: oddlyNamed } } }),
    ['core/bad-name at serviceAccounts.spare.ageKeys["a/b"]'],
  ],
  [
    "a host id",
    sampleFleet({ hosts: { "-mini": { system: "x86_64-linux" } } }),
    ['core/bad-name at hosts["-mini"]'],
  ],
  ["a host id with its domain", withHosts("web1.example.org"), []],
  ["a host id that begins with a dot", withHosts(".web1"), ['core/bad-name at hosts[".web1"]']],
  ["a host id that ends in a dot", withHosts("web1."), ['core/bad-name at hosts["web1."]']],
  ["a host id with two dots", withHosts("web1..org"), ['core/bad-name at hosts["web1..org"]']],
  ["a host id that is a number", withHosts("1.5"), ['core/bad-name at hosts["1.5"]']],
  ["a host id that is an address", withHosts("10.0.0.1"), ['core/bad-name at hosts["10.0.0.1"]']],
  [
    "a label of a host id",
    withHosts("web1.-x.org", "web1.a b.org"),
    ['core/bad-name at hosts["web1.-x.org"]', 'core/bad-name at hosts["web1.a b.org"]'],
  ],
  [
    "a domain that is too long for its host name",
    withMini({ hostname: "long-enough", domain: longDomain }),
    ["core/bad-name at hosts.mini.domain"],
  ],
  ["a domain", withMini({ domain: "example..org" }), ["core/bad-name at hosts.mini.domain"]],
  ["an empty domain", withMini({ domain: "" }), ["core/bad-name at hosts.mini.domain"]],
  ["a domain that is none", withMini({ domain: null }), []],
  ["a domain beside a name", withMini({ domain: "example.org" }), []],
  ["hosts of one name and different domains", withHosts("web1.a.org", "web1.b.org"), []],
  [
    "hosts of one name, one without a domain",
    withHosts("web1", "web1.example.org"),
    ['core/host-name-taken at hosts["web1.example.org"]'],
  ],
  [
    "hosts of one name and one domain",
    sampleFleet({
      hosts: {
        a: { system: "x86_64-linux", hostname: "web1", domain: "Example.org" },
        "web1.example.org": { system: "x86_64-linux" },
      },
    }),
    ['core/host-name-taken at hosts["web1.example.org"]'],
  ],
  ["hosts that only look alike", withHosts("web1", "web.1a", "web10", "web1-example.org"), []],
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
