import { describe, expect, it } from "vitest";
import type { FoundDifference } from "../../src/proof/comparison.ts";
import { checkouts, reportSkipped, useProofs } from "../support/proven-folder.ts";
import { keys } from "./found-builders.ts";

reportSkipped("what an import proves with Nix");

/** A flake of two hosts and three people: one host all of files, one with text in `flake.nix` as well. */
const own = {
  "flake.nix": `{
  inputs.nixpkgs.url = "path:/nowhere";
  inputs.sops-nix.url = "path:/nowhere";
  inputs.sops-nix.inputs.nixpkgs.follows = "nixpkgs";
  outputs = inputs@{ self, nixpkgs, ... }: {
    nixosConfigurations.mini = nixpkgs.lib.nixosSystem {
      specialArgs = { inherit inputs; };
      modules = [ ./hosts/mini.nix ./people.nix ];
    };
    nixosConfigurations.desk = nixpkgs.lib.nixosSystem {
      modules = [ ./hosts/desk.nix ./people.nix { nix.settings.trusted-users = [ "ben" ]; } ];
    };
  };
}
`,
  "hosts/mini.nix": `{ inputs, ... }: {
  imports = [ inputs.sops-nix.nixosModules.sops ];
  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "24.05";
  networking.hostName = "mini";
  sops.age.keyFile = "/var/key.txt";
  sops.validateSopsFiles = false;
  sops.secrets.wifi = { sopsFile = ../secrets/mini.yaml; owner = "ada"; };
}
`,
  "hosts/desk.nix": `{
  nixpkgs.hostPlatform = "x86_64-linux";
  system.stateVersion = "24.05";
  networking.hostName = "desk";
}
`,
  "people.nix": `{ pkgs, ... }: {
  programs.fish.enable = true;
  users.groups.media.gid = 5000;
  users.users.ada = {
    isNormalUser = true; uid = 1000; description = "Ada"; shell = pkgs.fish;
    extraGroups = [ "wheel" "media" ];
    openssh.authorizedKeys.keys = [ "${keys.ada}" ];
  };
  users.users.ben = {
    isNormalUser = true; uid = 1001; description = "Ben";
    openssh.authorizedKeys.keys = [ "${keys.ben}" ];
  };
  users.users.cleo = { isNormalUser = true; description = "Cleo"; extraGroups = [ "media" ]; };
}
`,
  "secrets/mini.yaml": "wifi: ENC[]\n",
};

/** The declaration that somebody who knows both would write. */
const right = {
  layout: {
    host: ["hosts/{host}.nix"],
    hardware: [],
    allHosts: [],
    user: [],
    userOnHost: [],
    allUsers: [],
  },
  defaults: { homeMode: { admin: "none", nonAdmin: "none" } },
  groups: { media: { gid: 5000 } },
  users: {
    ada: {
      fullName: "Ada",
      uid: 1000,
      isAdmin: true,
      isTrustedByNix: false,
      shell: "fish",
      extraGroups: ["media"],
      sshKeys: [keys.ada],
    },
    ben: { fullName: "Ben", uid: 1001, sshKeys: [keys.ben] },
    cleo: { fullName: "Cleo", uid: "machine", extraGroups: ["media"] },
  },
  hosts: {
    mini: {
      system: "x86_64-linux",
      stateVersion: "24.05",
      users: ["ada", "ben", "cleo"],
      modules: ["people.nix"],
      secrets: { wifi: { file: "secrets/mini.yaml", owner: "ada" } },
    },
    desk: {
      system: "x86_64-linux",
      stateVersion: "24.05",
      users: { ada: {}, ben: { isTrustedByNix: true }, cleo: {} },
      modules: ["people.nix"],
    },
  },
};

type Declaration = typeof right;

/** The right declaration with a mistake in it. */
const mistaken = (mistake: (declaration: Declaration) => object) => mistake(structuredClone(right));

const withUser = (login: "ada" | "ben" | "cleo", more: object) =>
  mistaken(({ users, ...rest }) => ({
    ...rest,
    users: { ...users, [login]: { ...users[login], ...more } },
  }));

const show = ({ hosts = [], what, before, after }: FoundDifference) =>
  `${hosts.join(",")}: ${what}: ${before} → ${after}`;

describe.skipIf(checkouts === undefined)("a declaration for a flake", () => {
  const prove = useProofs(own);

  it("that is right is proven, with one evaluation for each host, and nothing is left behind", async () => {
    const { declared, built, diagnostics, evaluations, leftBehind } = await prove(right);
    expect(diagnostics).toEqual([]);
    expect(declared.differences.map(show)).toEqual([]);
    expect(built.differences.map(show)).toEqual([]);
    expect(built.equal).toMatchObject({ hosts: 2, keys: 4, secrets: 1, trustedUsers: 1 });
    expect(built.equal.accounts).toBeGreaterThan(6);
    expect(evaluations).toBe(2);
    expect(leftBehind).toEqual([]);
  });

  const mistakes: readonly [string, () => object, readonly string[]][] = [
    [
      "another uid",
      () => withUser("ada", { uid: 1005 }),
      ["desk,mini: users.users.ada.uid: 1000 → 1005"],
    ],
    [
      "a group less",
      () => withUser("ada", { extraGroups: [] }),
      ["desk,mini: users.users.ada.extraGroups: media → nothing"],
    ],
    [
      "another shell",
      () => withUser("ada", { shell: "zsh" }),
      ["desk,mini: users.users.ada.shell: fish → zsh"],
    ],
    [
      "a key less",
      () => withUser("ben", { sshKeys: [] }),
      [
        expect.stringMatching(
          /^desk,mini: users.users.ben.openssh.authorizedKeys.keys: ssh-ed25519 AAAA….* → nothing$/,
        ),
      ],
    ],
    [
      "somebody else as admin",
      () => withUser("ben", { isAdmin: true, isTrustedByNix: false }),
      [expect.stringMatching(/extraGroups: nothing → wheel$/)],
    ],
    [
      "somebody else whom Nix trusts",
      () => withUser("cleo", { isTrustedByNix: true }),
      ["desk,mini: nix.settings.trusted-users: nothing → cleo"],
    ],
    [
      "another gid",
      () => mistaken((one) => ({ ...one, groups: { media: { gid: 5001 } } })),
      ["desk,mini: users.groups.media.gid: 5000 → 5001"],
    ],
    [
      "another owner of a secret",
      () =>
        mistaken(({ hosts, ...rest }) => ({
          ...rest,
          hosts: {
            ...hosts,
            mini: { ...hosts.mini, secrets: { wifi: { file: "secrets/mini.yaml", owner: "ben" } } },
          },
        })),
      ["mini: sops.secrets.wifi.owner: ada → ben"],
    ],
  ];

  it.each(mistakes)("that has %s is found out", async (_, declare, expected) => {
    const { declared, built } = await prove(declare());
    const found = [...declared.differences, ...built.differences].map(show);
    expect([...new Set(found)]).toEqual(expect.arrayContaining([...expected]));
  });

  it("that says what a module says with the same strength is told which of the two can go", async () => {
    const people = own["people.nix"].replace(
      "{ pkgs, ... }: {",
      '{ pkgs, lib, ... }: { users.users.ben.home = lib.mkOverride 900 "/srv/ben";',
    );
    const { built, declared } = await prove(right, { files: { "people.nix": people } });
    expect(declared.differences.map(show)).toEqual([
      "desk,mini: users.users.ben.home: /srv/ben → /home/ben",
    ]);
    expect(built.differences).toMatchObject([
      {
        kind: "accounts",
        hosts: ["desk", "mini"],
        what: "users.users.ben.home",
        before: "said in people.nix",
        after: "said by fleet as well",
        reason: expect.stringContaining("delete it in people.nix"),
      },
    ]);
    // All others were compared.
    expect(built.equal.accounts).toBeGreaterThan(4);
  });

  it("whose host cannot be built of it alone says so, and is compared as it is built now", async () => {
    const files = {
      "flake.nix": own["flake.nix"].replace("./people.nix ];", "./people.nix ./site.nix ];"),
      "hosts/mini.nix": own["hosts/mini.nix"]
        .replace("{ inputs, ... }: {", "{ inputs, lib, ... }: {")
        .replace(
          "  nixpkgs.",
          '  options.site = lib.mkOption { default = "here"; };\n  config.nixpkgs.',
        )
        .replaceAll(/^ {2}(?=system|networking|sops)/gm, "  config."),
      "site.nix": "{ config, ... }: { networking.domain = config.site; }\n",
    };
    const { built } = await prove(
      mistaken(({ layout, hosts: { mini, desk }, ...rest }) => ({
        ...rest,
        layout: { ...layout, host: [] },
        hosts: {
          mini: { ...mini, modules: ["people.nix", "site.nix"] },
          desk: { ...desk, modules: ["hosts/desk.nix", "people.nix"] },
        },
      })),
      { files },
    );
    expect(built.differences.map(show)).toEqual([
      "mini: nixosConfigurations: it can be evaluated → fleet alone cannot build it",
    ]);
    expect(built.differences[0]?.reason).toContain("attribute 'site' missing");
    expect(built.equal).toMatchObject({ hosts: 2, secrets: 1 });
  });

  it("is proven in a folder of a repository, too", async () => {
    const moved = Object.fromEntries(
      Object.entries(own).map(([path, text]) => [`nix/machines/${path}`, text]),
    );
    const { built, diagnostics } = await prove(right, { files: moved, folder: "nix/machines" });
    expect(diagnostics).toEqual([]);
    expect(built.differences.map(show)).toEqual([]);
    expect(built.equal).toMatchObject({ hosts: 2, secrets: 1 });
  });

  it("for which an assertion fails that did not before is told so, and for none that did", async () => {
    const desk = own["hosts/desk.nix"].replace(
      "{\n",
      `{ config, ... }: {
  assertions = [
    { assertion = false; message = "It was so before."; }
    { assertion = config.users.users.ada.uid == 1000; message = "Ada has to be 1000."; }
  ];
`,
    );
    const withUid = mistaken(({ users, ...rest }) => ({
      ...rest,
      users: { ...users, ada: { ...users.ada, uid: 1005 } },
    }));
    const people = own["people.nix"].replace("uid = 1000;", "uid = lib.mkOverride 1200 1000;");
    const files = {
      "hosts/desk.nix": desk,
      "people.nix": people.replace("{ pkgs, ... }", "{ pkgs, lib, ... }"),
    };
    const { built } = await prove(withUid, { files });
    const failed = built.differences.filter(({ what }) => what === "assertions");
    expect(failed).toMatchObject([{ hosts: ["desk"], reason: "Ada has to be 1000." }]);
  });

  it("that has errors is not tried, and says which", async () => {
    const { built, diagnostics } = await prove(withUser("ada", { uid: 1001 }));
    expect(built.equal.hosts).toBe(0);
    expect(diagnostics).toEqual([expect.stringContaining("could not be tried beside the flake: ")]);
  });
});
