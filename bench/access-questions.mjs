// Computes a fleet in memory, and says how many seconds of a processor questions about access to it take, in JSON.

import {
  createAccessGraph,
  dropDetours,
  listWays,
  whatCan,
  whoCan,
} from "../packages/core/dist/access.js";
import { parseFleet, resolveFleet } from "../packages/core/dist/index.js";
import { readAccess } from "../packages/secrets/dist/access.js";
import { resolveSecrets } from "../packages/secrets/dist/index.js";

const [hostCount, userCount, perHost, fileCount] = process.argv.slice(2).map(Number);

/** A recipient that is always the same for a number: the fingerprint of a key that nobody has. */
function recipientOf(number) {
  return `pgp:${String(number).padStart(40, "A")}`;
}

const users = Array.from({ length: userCount }, (_, index) => [
  `user${index}`,
  {
    fullName: `User ${index}`,
    isAdmin: index % 10 === 0,
    uid: 1000 + index,
    ageKeys: [recipientOf(index)],
    sshKeys: index % 3 === 0 ? [] : [{ env: `KEY_${index}` }],
    secrets: { token: {} },
    extraGroups: index % 50 === 1 ? ["docker"] : [],
  },
]);
const hosts = Array.from({ length: hostCount }, (_, index) => {
  const placed = Array.from({ length: perHost }, (_, n) => `user${(index * 7 + n) % userCount}`);
  const ageKey = recipientOf(1_000_000 + index);
  return [`host${index}`, { system: "x86_64-linux", users: placed, ageKey }];
});
const { value: declared } = parseFleet({
  users: Object.fromEntries(users),
  hosts: Object.fromEntries(hosts),
  secrets: {},
  // One who is root everywhere, as whoever deploys a fleet is.
  root: [{ sshKeys: ["user:user1"] }],
  defaults: { stateVersion: "24.05" },
});
const around = { files: new Set(), tracked: undefined, contents: new Map() };
const { value: resolved } = resolveFleet(declared, around);
const { value: secrets } = resolveSecrets(declared, resolved);
const paths = Array.from({ length: fileCount }, (_, index) => {
  const folders = [`hosts/host${index % hostCount}`, `users/user${index % userCount}`, "shared"];
  return `secrets/${folders[index % 3]}/${index}.yaml`;
});

const seconds = {};
const measure = (name, ask) => {
  const start = process.cpuUsage();
  // Each question is asked of a graph of its own, as a command asks it.
  const graph = createAccessGraph({ declared, resolved }, readAccess(secrets, paths));
  ask(graph);
  const { user, system } = process.cpuUsage(start);
  seconds[name] = (user + system) / 1e6;
};
const rootOn = (graph, id) => dropDetours(listWays(graph, { verb: "root", target: `host:${id}` }));
measure("root", (graph) => rootOn(graph, "host0"));
measure("read", (graph) => whoCan(graph, { verb: "read", target: `file:${paths[2]}` }));
measure("of", (graph) => whatCan(graph, "user:user0"));
measure("ofRoot", (graph) => whatCan(graph, "user:user1"));
measure("all", (graph) => {
  for (const [id] of hosts) rootOn(graph, id);
});
console.log(JSON.stringify(seconds));
