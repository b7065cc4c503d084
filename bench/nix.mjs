// How long Nix takes to arrive at accounts: through nix/lib, and through a NixOS module with a
// submodule option of users, in the style of axios. That module is the yardstick.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { medians } from "./measure.mjs";
import { writeSampleFleet } from "./sample-fleet.mjs";
import { formatTable, ratio, seconds } from "./table.mjs";

const evaluator = "nix-instantiate";
const repository = join(import.meta.dirname, "..");
const peers = join(import.meta.dirname, "peers");
const fleetMain = join(repository, "packages", "cli", "dist", "main.js");
const checkouts =
  process.env.FLEET_TEST_CHECKOUTS ?? join(homedir(), ".cache", "fleet", "checkouts");
const nixpkgsLib = join(checkouts, "nixpkgs.lib", "lib");

/** Measures one host of fleets of some sizes, and all hosts of fleets of others, and prints a table for each. */
export function benchNix(folder, { one, all }) {
  if (spawnSync(evaluator, ["--version"]).status !== 0) {
    return "Nix: not measured, because there is no nix-instantiate on this machine.";
  }
  if (!existsSync(nixpkgsLib)) {
    return `Nix: not measured. The yardstick needs the lib of nixpkgs, which is not in ${checkouts}: \`npm run checkouts\` fetches it.`;
  }
  const roots = new Map([...one, ...all].map((size) => [size, join(folder, `nix-${size}`)]));
  for (const [size, root] of roots) writeFleet(root, size);
  return [
    measureTable("One host to its accounts: seconds (× axios-style)", {
      sizes: one,
      rounds: 15,
      programsOf: (size) => programsForOne(roots.get(size), size),
    }),
    measureTable("All hosts to their accounts: seconds (× axios-style)", {
      sizes: all,
      rounds: 5,
      programsOf: (size) => programsForAll(roots.get(size)),
    }),
  ].join("\n\n");
}

function measureTable(title, { sizes, rounds, programsOf }) {
  const rows = sizes.map((size) => {
    const programs = programsOf(size);
    assertSame(programs);
    const times = medians(
      programs.map(({ expression }) => nixProgram(expression)),
      rounds,
    );
    const cells = times.map((time) => `${seconds(time)} (${ratio(time, times[0])})`);
    return { size, names: programs.map(({ name }) => name), cells };
  });
  const head = ["hosts", ...rows[0].names];
  return `${title}\n${formatTable(
    head,
    rows.map(({ size, cells }) => [String(size), ...cells]),
  )}`;
}

function programsForOne(root, size) {
  const host = `"host${String(Math.floor(size / 2)).padStart(4, "0")}"`;
  const options = (folder) => `accounts (throughFleet ${folder} ${host})`;
  return [
    { name: "axios-style", expression: `accounts (axiosStyle ${root} ${host})` },
    { name: "fleet", expression: options(root) },
    { name: "fleet, no index", expression: options(`${root}/whole`) },
    {
      name: "fleet, data only",
      expression: `(fleetOf ${root}).hosts.\${${host}}.data.accounts`,
      isOther: true,
    },
  ];
}

function programsForAll(root) {
  const all = (evaluate) =>
    `let evaluate = ${evaluate}; in mapAttrs (id: _: accounts (evaluate id)) (fleetOf ${root}).hosts`;
  return [
    {
      name: "axios-style",
      expression: `let inherit (dataOf ${root}) hosts; evaluate = axiosStyle ${root}; in mapAttrs (id: _: accounts (evaluate id)) hosts`,
    },
    { name: "fleet", expression: all(`throughFleet ${root}`) },
  ];
}

/** What each program starts with: the two ways to evaluate a host, and what is asked of it. */
const prelude = `
  inherit (builtins) mapAttrs;
  lib = import ${nixpkgsLib};
  accounts = import ${join(peers, "accounts.nix")};
  dataOf = root: import (root + "/axios-style.nix");
  axiosStyle = root: import ${join(peers, "axios-style.nix")} { inherit lib; data = dataOf root; };
  fleetOf = root: (import ${join(repository, "nix", "lib")}).mkFleet { inherit root; };
  throughFleet = root:
    let fleet = fleetOf root;
    in id: lib.evalModules { modules = [ ${join(peers, "options.nix")} fleet.hosts.\${id}.systemModule ]; };`;

function nixProgram(expression) {
  const text = `let ${prelude} in ${expression}`;
  return { command: evaluator, args: ["--eval", "--strict", "--json", "--expr", text] };
}

/** Whoever arrives at other accounts does not do the same work. */
function assertSame(programs) {
  const values = programs
    .filter(({ isOther }) => !isOther)
    .map(({ expression }) => {
      const { command, args } = nixProgram(expression);
      return JSON.parse(execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 }));
    });
  if (!values.every((value) => isDeepStrictEqual(value, values[0]))) {
    throw new Error("The axios-style module and fleet arrive at different accounts.");
  }
}

/** The same fleet for all: as declared, as generated, without its index, and as Nix attribute sets. */
function writeFleet(root, size) {
  if (existsSync(root)) return;
  mkdirSync(root);
  // What the yardstick has, too.
  writeSampleFleet(root, size, { isPlain: true });
  execFileSync(process.execPath, [fleetMain, "generate", "--root", root], { stdio: "ignore" });
  mkdirSync(join(root, "whole"));
  cpSync(join(root, "fleet.json"), join(root, "whole", "fleet.json"));
  const { hosts } = JSON.parse(readFileSync(join(root, "fleet.json"), "utf8"));
  writeFileSync(join(root, "axios-style.nix"), axiosStyleText(hosts));
}

function axiosStyleText(hosts) {
  const users = new Map();
  const entries = Object.entries(hosts).map(([id, host]) => {
    const placed = Object.values(host.accounts).map((account) => {
      users.set(account.username, account);
      return `${account.username}.isAdmin = ${account.isAdmin};`;
    });
    const features = host.features.map((feature) => `"${feature}"`).join(" ");
    return `    ${id} = { system = "${host.system}"; stateVersion = "${host.stateVersion}"; features = [ ${features} ]; users = { ${placed.join(" ")} }; };`;
  });
  const people = [...users].map(
    ([name, user]) =>
      `    ${name} = { fullName = "${user.fullName}"; email = "${user.email}"; uid = ${user.uid}; shell = "${user.shell}"; homeProfile = "minimal"; sshKeys = [ "${user.sshKeys[0]}" ]; };`,
  );
  return `{
  features = { desktop = [ "video" "audio" ]; gaming = [ "gamemode" ]; };
  users = {
${people.join("\n")}
  };
  hosts = {
${entries.join("\n")}
  };
}
`;
}
