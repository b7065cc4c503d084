import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, testRepository, writeFiles } from "@fleet/test-kit";

const names = ["ada", "bob", "eve", "henry", "keith", "traci", "zoe"];

/** What is declared of people, by id: on NixOS hosts and, where the second is given, on the Mac `macbook`. */
export interface People {
  readonly nixos?: Readonly<Record<string, object>>;
  readonly mac?: Readonly<Record<string, object>>;
}

/** The config of a fleet of these people: on the NixOS host `mini`, and on a Mac if any are. */
export function peopleConfig({ nixos = {}, mac = {} }: People): string {
  const ids = [...new Set([...Object.keys(nixos), ...Object.keys(mac)])].sort();
  const users = ids.map((id) => [id, { fullName: "Somebody", home: "integrated", ...nixos[id] }]);
  const macbook = { system: "aarch64-darwin", users: mac };
  const config = {
    users: Object.fromEntries(users),
    hosts: {
      mini: { system: "x86_64-linux", users: Object.keys(nixos) },
      ...(Object.keys(mac).length === 0 ? {} : { macbook }),
    },
    defaults: { stateVersion: "24.05" },
    // Who is admin is beside the point of these fleets.
    policy: { accept: withoutAdmin({ mini: nixos, macbook: mac }) },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function withoutAdmin(hosts: Readonly<Record<string, Readonly<Record<string, object>>>>): object[] {
  return Object.entries(hosts)
    .filter(([host, users]) => host === "mini" || Object.keys(users).length > 0)
    .filter(([, users]) => !JSON.stringify(users).includes('"isAdmin":true'))
    .map(([host]) => ({ code: "core/host-without-admin", at: `hosts.${host}`, reason: "a test" }));
}

/** The fleet as a repository in which all is tracked, and nothing generated yet. */
export function peopleRepository(people: People): string {
  return testRepository({
    "fleet.config.json": peopleConfig(people),
    // For whoever may come.
    ...Object.fromEntries(names.map((name) => [`users/${name}.nix`, "{ }\n"])),
    "hosts/mini.nix": "{ }\n",
    "hosts/macbook.nix": "{ }\n",
  });
}

/** Declares other people. */
export function declarePeople(folder: string, people: People): void {
  writeFiles(folder, { "fleet.config.json": peopleConfig(people) });
}

/** The `uids` of `fleet.lock.json`; undefined where there is no file. */
export function readUids(folder: string): unknown {
  const path = join(folder, "fleet.lock.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).uids : undefined;
}

/** The uid of an account in `fleet.json`. */
export function uidInFleet(folder: string, host: string, user: string): unknown {
  const { hosts } = JSON.parse(readFileSync(join(folder, "fleet.json"), "utf8"));
  return hosts[host].accounts[user].uid;
}

/** Commits all there is. */
export function commitAll(folder: string, message: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "-m", message);
}
