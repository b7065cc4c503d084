import { sampleFleet, withMini } from "../sample-fleet.ts";
import { type CheckRow, describeChecks } from "./check-table.ts";

function withLogin(username: string, host: object = { system: "x86_64-linux" }): object {
  return sampleFleet({
    users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci", username } },
    hosts: { mini: { ...host, users: ["keith", "traci"] } },
  });
}

const mac = { system: "aarch64-darwin", primaryUser: "keith" };
const always = ["root", "nobody", "sshd", "nixbld1", "messagebus", "systemd-network", "polkituser"];

describeChecks("logins that are somebody else's", [
  ...["dhcpcd", "avahi", "git", "gdm", "rtkit", "postgres", "nginx", "gitea"].map(
    (login): CheckRow => [
      `${login}, of a service`,
      withLogin(login),
      ["core/login-of-service at users.traci.username"],
    ],
  ),
  ...always.map(
    (login): CheckRow => [
      `${login}, of every system`,
      withLogin(login),
      ["core/bad-name at users.traci.username"],
    ],
  ),
  ["one that begins with a digit, on NixOS", withLogin("1traci"), []],
  [
    "one that begins with a digit where homes alone are managed",
    withLogin("1traci", { system: "x86_64-linux", platform: "linux" }),
    [],
  ],
  [
    "one that begins with a digit, on a Mac",
    withLogin("1traci", mac),
    ["core/uid-needed at hosts.mini.users[0]"],
  ],
  ["one like a number with 0x, on NixOS", withLogin("0x4A6F"), []],
  ["one of digits alone", withLogin("1024"), ["core/bad-name at users.traci.username"]],
  [
    "avahi on a Mac, where it is nobody's",
    withLogin("avahi", mac),
    ["core/uid-needed at hosts.mini.users[0]"],
  ],
  [
    "one by the id",
    sampleFleet({
      users: { keith: { fullName: "Keith", isAdmin: true }, git: { fullName: "Git" } },
      hosts: { mini: { system: "x86_64-linux", users: ["keith", "git"] } },
    }),
    ["core/login-of-service at users.git"],
  ],
  [
    "one of a placement",
    withMini({ users: { keith: {}, traci: { username: "git" } } }),
    ["core/login-of-service at hosts.mini.users.traci.username"],
  ],
  ...["_www", "Guest", "Shared"].map(
    (login): CheckRow => [
      `${login}, of macOS`,
      sampleFleet({
        users: { keith: { fullName: "Keith", isAdmin: true, username: login } },
        hosts: { mini: { ...mac, users: ["keith"] } },
      }),
      ["core/login-of-service at users.keith.username"],
    ],
  ),
]);
