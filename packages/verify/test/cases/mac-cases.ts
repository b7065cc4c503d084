import type { TextChanges } from "./text-fleet.ts";

type Case = readonly [name: string, changes: TextChanges];

/** A group of a Mac that nix-darwin manages. */
const known = (name: string, gid: number, ...members: string[]): TextChanges => ({
  mac: `knownGroups = [ "${name}" ]; groups.${name} = { name = "${name}"; gid = ${gid}; members = [ ${members.map((one) => `"${one}"`).join(" ")} ]; };`,
});

/** A person with the gid of a group that administers a Mac, with the group. */
export const primaryCases: readonly (readonly [...Case, group: string])[] = [
  ["by admin's gid", { janet: "gid = 80;" }, "admin"],
  ["by wheel's gid", { janet: "gid = 0;" }, "wheel"],
];

const groups = [
  ["admin", 80],
  ["wheel", 0],
  ["operators", 80],
  ["operators", 0],
] as const;

/** A person who is a member of a group that administers a Mac, with the group. */
export const memberCases = groups.map(
  ([group, gid]): readonly [...Case, group: string, gid: number] => [
    `as a member of ${group} (${gid})`,
    known(group, gid, "root", "coal", "janet"),
    group,
    gid,
  ],
);

/** An admin whom nix-darwin takes out of the group of admins. */
export const lostCase: Case = ["an admin who is taken out", known("admin", 80, "root")];

/** Groups and members that change nothing about who administers the Mac. */
export const sameMacCases: readonly Case[] = [
  ["root has an account there", { macUsers: 'root = { name = "root"; uid = 0; gid = 0; };' }],
  ["a group has the admins", known("admin", 80, "root", "coal")],
  ["wheel has only root", known("wheel", 0, "root")],
  ["another group has others", known("films", 600, "janet")],
  [
    "nix-darwin does not manage the group",
    { mac: 'groups.admin = { name = "admin"; gid = 80; members = [ "janet" ]; };' },
  ],
  ["nix-darwin manages a group that nobody makes", { mac: 'knownGroups = [ "admin" ];' }],
  [
    "a group has no gid",
    {
      mac: 'groups.staff = { name = "staff"; gid = throw "used but not defined"; members = [ ]; };',
    },
  ],
];

const other = (name: string, more = ""): TextChanges => ({
  macUsers: `other = { name = "${name}"; uid = 530; ${more} };`,
});

/** Accounts that the fleet does not know. */
export const strangerCase: Case = ["a stranger", other("eve")];
export const strangeAdminCase: Case = ["a stranger who administers", other("eve", "gid = 80;")];
export const serviceUserCase: Case = ["a user of a service", other("_eve")];

/** Rules of sudo, which nix-darwin takes as a text alone. */
export const sudoCase: Case = [
  "rules of sudo",
  { macSettings: 'security.sudo.extraConfig = "janet ALL=(ALL) NOPASSWD: ALL";' },
];

/** A group of the server's that NixOS itself gives a gid. */
export const gidCase: Case = ["a gid of NixOS's own", { gid: "131" }];

/** All of them. */
export const macCases: readonly Case[] = [
  ...primaryCases,
  ...memberCases,
  lostCase,
  ...sameMacCases,
  strangerCase,
  strangeAdminCase,
  serviceUserCase,
  gidCase,
  sudoCase,
].map(([name, changes]) => [name, changes]);
