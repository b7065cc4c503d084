import type { TestFiles } from "@fleet/test-kit";

export const keithsKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbcnZuY0UgA9yCr5H2APlwM8gl6dFzWB+ZsxN5024F+";

/** A fleet with all that `fleet verify` compares: two NixOS hosts, a Mac, homes of every kind. */
export const verifyFleet: TestFiles = {
  "fleet.config.ts": `export default {
  users: {
    keith: {
      fullName: "Keith",
      isAdmin: true,
      uid: 1000,
      shell: "fish",
      sshKeys: ["${keithsKey}"],
    },
    traci: { fullName: "Traci", uid: 1001, extraGroups: ["audio"] },
    henry: { fullName: "Henry", username: "hank", home: "none" },
  },
  hosts: {
    mini: { system: "x86_64-linux", users: ["keith", "traci", "henry"] },
    travel: { system: "x86_64-linux", users: { keith: {}, traci: { home: "standalone" } } },
    stibnite: {
      system: "aarch64-darwin",
      primaryUser: "keith",
      users: { keith: { uid: 501, shell: "zsh" } },
    },
  },
  defaults: { stateVersion: "24.05" },
};
`,
  "flake.nix": `{
  inputs = {
    nixpkgs.url = "path:/nowhere";
    flake-parts.url = "path:/nowhere";
    flake-parts.inputs.nixpkgs-lib.follows = "nixpkgs";
    home-manager.url = "path:/nowhere";
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
    nix-darwin.url = "path:/nowhere";
    nix-darwin.inputs.nixpkgs.follows = "nixpkgs";
    fleet.url = "path:/nowhere";
  };
  outputs =
    inputs:
    inputs.flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [ "x86_64-linux" ];
      imports = [ inputs.fleet.flakeModules.default ];
      fleet.root = ./.;
    };
}
`,
  "users/keith.nix": "{ }\n",
  "users/traci.nix": "{ }\n",
  "users/henry.nix": "{ }\n",
  "hosts/mini.nix": "{ }\n",
  "hosts/travel.nix": "{ }\n",
  "hosts/stibnite.nix": "{ system.stateVersion = 6; }\n",
};

/** What `fleet verify` prints where nothing differs. */
export const allAsComputed = `mini      3 accounts, 2 homes: as computed
stibnite  1 account, 1 home: as computed
travel    2 accounts, 2 homes: as computed
`;
