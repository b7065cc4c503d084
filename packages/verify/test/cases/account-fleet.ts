import type { TestFleet } from "../support/computed-fleet.ts";

export const keithsKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";

const olgasKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";

/** A fleet of accounts and homes of every kind: two NixOS hosts, a Mac. */
export const accountFleet: TestFleet = {
  declaration: {
    users: {
      keith: {
        fullName: "Keith",
        isAdmin: true,
        uid: 1000,
        shell: "fish",
        sshKeys: [keithsKey],
      },
      traci: { fullName: "Traci", uid: 1001, extraGroups: ["audio"] },
      henry: { fullName: "Henry", username: "hank", home: "none", password: "locked" },
      olga: { fullName: "Olga", isAdmin: true, uid: 1010, sshKeys: [olgasKey] },
    },
    hosts: {
      mini: { system: "x86_64-linux", users: ["keith", "traci", "henry"] },
      travel: {
        system: "x86_64-linux",
        users: {
          keith: { uid: 1007 },
          traci: {
            home: "standalone",
            expires: "2027-06-30",
            primaryGroup: "private",
            linger: true,
            subordinateIds: { start: 2000000000 },
          },
          olga: { isDisabled: true },
        },
      },
      stibnite: {
        system: "aarch64-darwin",
        primaryUser: "keith",
        users: { keith: { uid: 501, shell: "zsh" } },
      },
    },
    root: [
      {
        hosts: ["mini", "platform:darwin"],
        sshKeys: ["user:keith"],
        sudoNeedsPassword: false,
      },
      { trustedByNix: ["builder"] },
    ],
    defaults: { stateVersion: "24.05" },
  },
  files: [
    "users/keith.nix",
    "users/traci.nix",
    "users/henry.nix",
    "users/olga.nix",
    "hosts/mini.nix",
    "hosts/travel.nix",
    "hosts/stibnite.nix",
  ],
};

/** How its hosts come out where nothing differs. */
export const accountVerdicts = [
  { id: "mini", state: "as-computed", accounts: 3, homes: 2, secrets: 0, notes: [] },
  { id: "stibnite", state: "as-computed", accounts: 1, homes: 1, secrets: 0, notes: [] },
  { id: "travel", state: "as-computed", accounts: 3, homes: 2, secrets: 0, notes: [] },
];
