import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "./support/flake.ts";
import { createEvaluator, createFolder, nixes } from "./support/nixes.ts";

/** How `lib.evalModules` of nixpkgs gives a module its arguments: what it lacks is in `_module.args`. */
const library = `rec {
  load = config: file: let f = import file; in f ({ inherit config; } // builtins.mapAttrs (name: _:
    builtins.addErrorContext "while evaluating the module argument \`\${name}' in \\"\${toString file}\\":" (
      if name == "config" then config else
      builtins.addErrorContext "noting that argument \`\${name}\` is not externally provided, so querying \`_module.args\` instead, requiring \`config\`"
        config._module.args.\${name})) (builtins.functionArgs f));
  evaluate = file: let
    config = builtins.addErrorContext "if you get an infinite recursion here, you probably reference \`config\` in \`imports\`. If you are trying…"
      (builtins.deepSeq (module.imports or [ ]) { _module.args.pkgs = "pkgs"; });
    module = load config file;
  in builtins.deepSeq (module.imports or [ ]) (builtins.seq config module.value);
}`;

describe.each(nixes)("with %s", (_, nix) => {
  const { evaluate } = createEvaluator(nix);

  async function evaluateModule(module: string) {
    const folder = createFolder();
    writeFiles(folder, { "lib/default.nix": library, "fleet/users/keith.nix": module });
    return evaluate({
      kind: "expression",
      expression: "(import ../lib).evaluate ./users/keith.nix",
      impure: true,
      directory: join(folder, "fleet"),
    });
  }

  it("an argument that nobody hands over is named with its module, and both ways to hand it over", async () => {
    for (const [code, module] of [
      ["infinite-recursion", "{ inputs, ... }:\n{ imports = [ inputs.x ]; }\n"],
      ["missing-attribute", "{ inputs, ... }:\n{ value = inputs.x; }\n"],
    ]) {
      const { diagnostics } = await evaluateModule(module ?? "");
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]).toMatchObject({
        code: `nix-eval/${code}`,
        file: "users/keith.nix",
        help: 'Hand it over in flake.nix: "fleet.extraSpecialArgs = { inherit inputs; };" to the modules of homes, "fleet.specialArgs = { inherit inputs; };" to those of systems; without flake-parts both are arguments of mkFleet.',
      });
      expect(diagnostics[0]?.message).toMatch(
        /^The module "users\/keith.nix" has the argument "inputs", and nobody hands that to it\./,
      );
      expect(diagnostics[0]?.message).not.toContain("you probably reference");
    }
  });

  it("a name that is misspelt has Nix's guess before it, where it has one", async () => {
    const { diagnostics } = await evaluateModule("{ pkg, ... }:\n{ value = pkg; }\n");
    expect(diagnostics[0]?.help).toMatch(
      /^(Did you mean pkgs\? )?Hand it over in flake\.nix: "fleet\.extraSpecialArgs = \{ pkg = …; \};"/,
    );
  });

  it.each([
    ["pkgs", "lib.mkIf pkgs."],
    ["config", "lib.mkIf config."],
    ["fleet", "is for the declaration to say"],
    ["osConfig", "lib.mkIf osConfig."],
  ])("imports that ask for %s have the remedy for that", async (name, remedy) => {
    const { diagnostics } = await evaluateModule(
      `{ ${name}, ... }:\n{ imports = if ${name} == 1 then [ ] else [ ]; value = 1; }\n`,
    );
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      code: "nix-eval/infinite-recursion",
      file: "users/keith.nix",
    });
    expect(diagnostics[0]?.message).toMatch(
      `The module "users/keith.nix" needs its argument "${name}" to say what it imports`,
    );
    expect(diagnostics[0]?.help).toContain(remedy);
  });

  it("an argument that is there, and any other attribute or recursion, is no matter of arguments", async () => {
    const there = await evaluateModule("{ pkgs, ... }:\n{ value = pkgs; }\n");
    expect(there).toMatchObject({ ok: true, value: "pkgs" });
    const other = await evaluateModule("{ pkgs, ... }:\n{ value = { }.inputs; }\n");
    expect(other.diagnostics[0]?.message).toContain("attribute 'inputs' missing");
    const recursion = await evaluateModule(
      "{ pkgs, ... }:\n{ value = let x = x; in if pkgs == 1 then x else x; }\n",
    );
    expect(recursion.diagnostics[0]).toMatchObject({ code: "nix-eval/infinite-recursion" });
    expect(recursion.diagnostics[0]?.message).toContain("Nix says: infinite recursion");
  });
});
