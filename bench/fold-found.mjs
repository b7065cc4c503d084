// Folds a found fleet of a size: `node bench/fold-found.mjs HOSTS PEOPLE PER_HOST`, which prints the seconds of a processor as JSON.
import { foldFleet } from "../packages/import/src/fold/fold-fleet.ts";

const [hosts, people, perHost] = process.argv.slice(2).map(Number);
const fleet = foundFleet();
const start = process.cpuUsage();
const { declaration, left, questions } = foldFleet({ fleet, owners: [], answers: new Map() });
const used = process.cpuUsage(start);
const seconds = (used.user + used.system) / 1e6;
const accounts = Object.values(declaration.hosts)
  .map(({ users = [] }) => (Array.isArray(users) ? users.length : Object.keys(users).length))
  .reduce((sum, count) => sum + count, 0);
console.log(JSON.stringify({ seconds, accounts, left: left.length, questions: questions.length }));

/** Each host has its own file, a home for each account, and here and there something of its own. */
function foundFleet() {
  const own = (path) => [{ path, isOwn: true }];
  return {
    homes: [],
    hosts: Array.from({ length: hosts }, (_, index) => {
      const name = `host${pad(index, 4)}`;
      const placed = Array.from({ length: perHost }, (_, n) => (index * 7 + n * 11) % people);
      const logins = [...new Set(placed)].sort((a, b) => a - b);
      return {
        ...{ name, source: "nixosConfigurations", platform: "nixos", system: "x86_64-linux" },
        ...{ hostname: name, domain: null, stateVersion: index % 9 === 0 ? "24.11" : "25.05" },
        ...{ primaryUser: null, mutableUsers: true, sudoNeedsPassword: index % 5 !== 0 },
        trustedUsers: ["@wheel", "root"],
        knownUsers: null,
        users: logins.map((person) => foundUser(person, index, own)),
        groups: [{ name: "media", gid: 2000, members: [], definedIn: own("groups.nix") }],
        homes: logins.map((person) => foundHome(person)),
        secrets: [],
        modules: [{ path: `hosts/${name}.nix` }, { path: "modules/common.nix" }],
        specialArguments: [],
        tags: [`t${index % 7}`],
        ...{ deployTarget: null, buildHost: null, sshHostKey: null, data: null },
      };
    }),
  };
}

function foundUser(person, host, own) {
  const login = `user${pad(person, 4)}`;
  return {
    ...{
      login,
      isNormal: true,
      isEnabled: true,
      uid: 1000 + person,
      description: `User ${person}`,
    },
    ...{ homeDirectory: `/home/${login}`, createHome: true, shell: "fish", isUsualShell: false },
    group: "users",
    groups: [...(person % 10 === 0 || host % 11 === 0 ? ["wheel"] : []), "video"],
    sshKeys: [
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bU${pad(person, 4)}A bench`,
    ],
    ...{ keyFiles: [], password: null, expires: null, linger: null, subordinateIds: "auto" },
    definedIn: own(`users/${login}.nix`),
  };
}

function foundHome(person) {
  const login = `user${pad(person, 4)}`;
  return {
    ...{ name: login, login, homeDirectory: `/home/${login}`, stateVersion: "25.05" },
    ...{ system: "x86_64-linux", fullName: `User ${person}`, email: null },
    modules: [{ path: `users/${login}/home.nix` }, { path: "users/common.nix" }],
    secrets: [],
    definedIn: [],
  };
}

function pad(number, width) {
  return String(number).padStart(width, "0");
}
