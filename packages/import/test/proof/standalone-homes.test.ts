import { describe, expect, it } from "vitest";
import type { FoundDifference } from "../../src/proof/comparison.ts";
import { checkouts, reportSkipped, useProofs } from "../support/proven-folder.ts";

reportSkipped("what an import proves of homes with Nix");

/** A flake of one home that is built on its own. */
const own = {
  "flake.nix": `{
  inputs.nixpkgs.url = "path:/nowhere";
  inputs.home-manager.url = "path:/nowhere";
  inputs.home-manager.inputs.nixpkgs.follows = "nixpkgs";
  outputs = { self, nixpkgs, home-manager }: {
    homeConfigurations."ada@mini" = home-manager.lib.homeManagerConfiguration {
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      modules = [ ./home/ada.nix ];
    };
  };
}
`,
  "home/ada.nix": `{ config, ... }: {
  home.username = "ada";
  home.homeDirectory = "/home/ada";
  home.stateVersion = "24.05";
  assertions = [ { assertion = config.home.stateVersion == "24.05"; message = "It began with 24.05."; } ];
}
`,
};

const declare = (more: object) => ({
  users: { ada: { aggregates: ["ada"], ...more } },
  aggregates: { ada: { modules: ["home/ada.nix"] } },
  hosts: {
    mini: { platform: "linux", system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] },
  },
  layout: { host: [], hardware: [], allHosts: [], user: [], userOnHost: [], allUsers: [] },
});

const show = ({ what, before, after }: FoundDifference) => `${what}: ${before} → ${after}`;

describe.skipIf(checkouts === undefined)("a home that is built on its own", () => {
  const prove = useProofs(own);

  it("is proven as hosts are", async () => {
    const { built, evaluations } = await prove(declare({}));
    expect(built.differences.map(show)).toEqual([]);
    expect(built.equal.homes).toBe(1);
    expect(evaluations).toBe(1);
  });

  it("for which an assertion fails then says so", async () => {
    const home = own["home/ada.nix"].replace('= "24.05";', '= lib.mkOverride 1200 "24.05";');
    const files = { "home/ada.nix": home.replace("{ config, ... }", "{ config, lib, ... }") };
    const { built } = await prove(declare({ stateVersion: "25.05" }), { files });
    // home-manager itself looks at them before anything else.
    expect(built.differences).toMatchObject([
      { host: "ada@mini", reason: expect.stringContaining("It began with 24.05.") },
    ]);
  });

  it("that cannot be evaluated with what is declared says why", async () => {
    const home = own["home/ada.nix"].replace('"/home/ada"', 'lib.mkOverride 900 "/srv/ada"');
    const files = { "home/ada.nix": home.replace("{ config, ... }", "{ config, lib, ... }") };
    const { built } = await prove(declare({}), { files });
    expect(built.differences).toMatchObject([{ host: "ada@mini" }]);
  });
});
