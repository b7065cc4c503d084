import type { TestFiles } from "@fleet/test-kit";
import type { Random } from "./random.ts";

/** A declaration of people on hosts, in which what a kill may tear is drawn by chance. */
export interface KillFleet {
  /** Full names, by id. */
  readonly people: Readonly<Record<string, string>>;
  /** How many hosts there are beside the Mac: with more than fifty there is an index. */
  readonly hosts: number;
  readonly hasSecrets: boolean;
}

const ids = ["ada", "bob", "eve", "henry", "keith", "traci", "zoe"];
const [hostKey, operatorKey] = [
  "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
  "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
];

/** A fleet of two to six people. */
export function drawFleet(random: Random): KillFleet {
  const count = 2 + random.below(5);
  const people = ids.slice(0, count).map((id) => [id, `${id} ${random.below(100)}`]);
  const hosts = random.below(4) === 0 ? 48 + random.below(6) : 1 + random.below(3);
  return { people: Object.fromEntries(people), hosts, hasSecrets: random.below(2) === 0 };
}

/** The same fleet after a while. Somebody has another name, so that it is never as it was. */
export function changeFleet(fleet: KillFleet, random: Random): KillFleet {
  const { ada, ...rest } = fleet.people;
  const changes: readonly ((fleet: KillFleet) => KillFleet)[] = [
    (same) => same,
    (same) => addPerson(same, random),
    removePerson,
    (same) => ({ ...same, hosts: same.hosts > 50 ? 49 : same.hosts + 3 }),
    (same) => ({ ...same, hasSecrets: !same.hasSecrets }),
  ];
  const renamed = { ...fleet, people: { ada: `${ada} the second`, ...rest } };
  return random.pick(changes, (same) => same)(renamed);
}

/** The fleet with somebody who was not there. */
export function addPerson(fleet: KillFleet, random: Random): KillFleet {
  const id = random.pick(
    ids.filter((one) => !Object.hasOwn(fleet.people, one)),
    "zoe",
  );
  return { ...fleet, people: { ...fleet.people, [id]: "Somebody New" } };
}

/** The fleet without the one who came last. */
export function removePerson(fleet: KillFleet): KillFleet {
  const people = Object.fromEntries(Object.entries(fleet.people).slice(0, -1));
  return { ...fleet, people };
}

/** The files of a fleet: its config and a module for whoever may come. */
export function killFiles(fleet: KillFleet): TestFiles {
  const hosts = Array.from({ length: 60 }, (_, index) => `box${index}`);
  const modules = [...ids.map((id) => `users/${id}.nix`), ...hosts.map((id) => `hosts/${id}.nix`)];
  return {
    ...Object.fromEntries(modules.map((path) => [path, "{ }\n"])),
    "hosts/mac.nix": "{ }\n",
    "fleet.config.json": `${JSON.stringify(declare(fleet, hosts), null, 2)}\n`,
  };
}

function declare({ people, hosts, hasSecrets }: KillFleet, names: readonly string[]): object {
  const everybody = Object.keys(people);
  const host = { system: "x86_64-linux", users: everybody };
  const users = Object.entries(people).map(([id, fullName]) => [
    id,
    { fullName, ...(id === "ada" ? { isAdmin: true } : {}) },
  ]);
  const secrets = {
    operators: { recovery: { ageKeys: [operatorKey] } },
    secrets: { files: [{ path: "secrets/wifi.yaml", readers: ["hosts"] }] },
  };
  return {
    users: Object.fromEntries(users),
    hosts: {
      ...Object.fromEntries(names.slice(0, hosts).map((id) => [id, host])),
      box0: { ...host, ...(hasSecrets ? { ageKey: hostKey } : {}) },
      mac: { system: "aarch64-darwin", users: { ada: { uid: 501 } } },
    },
    defaults: { stateVersion: "24.05" },
    ...(hasSecrets ? secrets : {}),
  };
}
