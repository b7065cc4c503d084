import { expect, it } from "vitest";
import { smallFleet, writeSmallFlake } from "../cases/small-flake.ts";
import { createFleet, verifyFolder } from "../support/flake-folder.ts";

const other = writeSmallFlake(new Map([["maxi", {}]]));

/** With the real Nix, for its words decide what is found. */
it.each([
  [
    "has no hosts",
    "{ outputs = _: { packages = { }; }; }",
    "verify/missing-output",
    "The flake has no nixosConfigurations, where mini would be.",
  ],
  ["has other hosts", other, "verify/missing-host", "no nixosConfigurations.mini"],
  [
    "refuses as a whole",
    '{ outputs = _: { nixosConfigurations = throw "closed"; }; }',
    "nix-eval/throw",
    "closed",
  ],
  [
    "is no Nix",
    "{ outputs = _: { nixosConfigurations = ; }; }",
    "nix-eval/syntax-error",
    "syntax error",
  ],
])("a flake is an error where it %s", async (_, flake, code, message) => {
  const folder = await createFleet(smallFleet, { "flake.nix": `${flake}\n` });
  const { findings } = await verifyFolder(folder);
  expect(findings).toMatchObject([
    { code, severity: "error", message: expect.stringContaining(message) },
  ]);
});
