import { printAttrPath } from "@fleet/nix-eval";
import type { TestFleet } from "../support/computed-fleet.ts";
import { rootCases } from "./root-cases.ts";

/** A fleet of one host with one user. */
export const smallFleet = {
  declaration: {
    users: { keith: { fullName: "Keith", isAdmin: true, uid: 1000 } },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
  },
  files: ["users/keith.nix", "hosts/mini.nix"],
} satisfies TestFleet;

/** The same, with groups that the flake of one case gives and does not make. */
export const groupsFleet: TestFleet = {
  ...smallFleet,
  declaration: {
    users: {
      keith: { fullName: "Keith", isAdmin: true, uid: 1000, extraGroups: ["audio", "docker"] },
    },
    hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
  },
};

/** What NixOS would make of the small fleet. */
const matching = {
  assertions: "[ ]",
  groups: '[ "wheel" ]',
  hostName: '"mini"',
  // Further members of the host's settings, of Keith's account, of root's, and of the groups.
  config: "",
  keith: "",
  moreGroups: "",
  root: "",
  otherUsers: "",
  primaryGroup: '"users"',
  system: "x86_64-linux",
  trusted: '[ "root" "keith" ]',
  warnings: "[ ]",
};

export type HostSettings = Partial<typeof matching>;

/** The configuration of a host as a text: no module system, and so no inputs. */
function writeHost(settings: HostSettings): string {
  const {
    assertions,
    groups,
    hostName,
    otherUsers,
    primaryGroup,
    system,
    trusted,
    warnings,
    ...more
  } = {
    ...matching,
    ...settings,
  };
  return `{
    pkgs = { bash.pname = "bash-interactive"; stdenv.hostPlatform.system = "${system}"; };
    config = {
      ${more.config}
      assertions = ${assertions};
      home-manager.users.keith.home = {
        homeDirectory = "/home/keith"; stateVersion = "24.05"; username = "keith";
      };
      networking.hostName = ${hostName};
      nix.settings.trusted-users = ${trusted};
      ${more.config.includes("system =") ? "" : 'system.stateVersion = "24.05";'}
      users.groups = {
        gamers = { name = "gamers"; members = [ "keith" ]; };
        wheel = { name = "wheel"; gid = 1; members = [ ]; };
        ${more.moreGroups}
      };
      users.users = {
        keith = {
          description = "Keith"; extraGroups = ${groups}; group = ${primaryGroup};
          home = "/home/keith"; isNormalUser = true; name = "keith";
          openssh.authorizedKeys.keys = [ "more" ];
          shell = { pname = "bash-interactive"; }; uid = 1000;
        } // { ${more.keith} };
        root = { isNormalUser = false; name = "root"; ${more.root} };
        ${otherUsers}
      };
      warnings = ${warnings};
    };
  }`;
}

/** A flake that has the host once for each case, under its name. */
export function writeSmallFlake(cases: ReadonlyMap<string, HostSettings>): string {
  const hosts = [...cases].map(
    ([name, settings]) =>
      `${printAttrPath(["nixosConfigurations", name])} = ${writeHost(settings)};`,
  );
  return `{ outputs = _: { ${hosts.join("\n")} }; }\n`;
}

/** What Nix has and the fleet did not compute, or what modules say. */
export const smallCases = {
  matching: {},
  ...rootCases,
  "trust in a group of admins": { trusted: '[ "root" "keith" "@wheel" ]' },
  "trust in another group": { trusted: '[ "root" "keith" "@gamers" ]' },
  "trust in a group with somebody who is no admin": {
    trusted: '[ "root" "keith" "@wheel" ]',
    otherUsers:
      'eve = { description = "Eve"; extraGroups = [ "wheel" ]; group = "users"; home = "/"; isNormalUser = true; name = "eve"; shell = null; uid = 2000; };',
  },
  "a group that is the first": { groups: "[ ]", primaryGroup: '"wheel"' },
  "no group": { groups: "[ ]" },
  "groups that nothing makes": { groups: '[ "wheel" "docker" "docker" "audio" ]' },
  "what modules say": {
    assertions:
      '[ { assertion = false; message = "no\\u001b disk"; } { assertion = true; message = "fine"; } ]',
    warnings: '[ "old option" ]',
  },
  "a name that a terminal would obey": { hostName: 'builtins.fromJSON "\\"\\\\u001b[2J\\""' },
} satisfies Record<string, HostSettings>;
