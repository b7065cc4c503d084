import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeFiles } from "./support/flake.ts";
import { createEvaluator, createFolder, nixes } from "./support/nixes.ts";

/** What the module systems do, in small: a library outside the folder evaluates what is in it. */
const library = `{
  evaluate = host: builtins.addErrorContext "while evaluating the option \`shell':" (
    builtins.seq (builtins.all (x: x host) [ (h: !(h.broken or false) && h.shell != null) ]) host.shell
  );
}`;

describe.each(nixes)("with %s", (_, nix) => {
  const { evaluate } = createEvaluator(nix);

  async function evaluateHost(host: string) {
    const folder = createFolder();
    writeFiles(folder, { "lib/default.nix": library, "fleet/mini.nix": host });
    const expression = "(import ../lib).evaluate (import ./mini.nix { })";
    const directory = join(folder, "fleet");
    return (await evaluate({ kind: "expression", expression, impure: true, directory }))
      .diagnostics;
  }

  it("an error that a file of the folder causes is placed there, and the trace is short", async () => {
    const [diagnostic] = await evaluateHost("{ }:\n{\n  shell = (x: x.fish) { };\n}\n");
    expect(diagnostic).toMatchObject({ file: "mini.nix", position: { line: 3 } });
    expect(diagnostic?.message).toBe(
      "Nix says: attribute 'fish' missing\n… while evaluating the option `shell':",
    );
  });

  it("what cannot be read is placed where Nix stopped", async () => {
    const [diagnostic] = await evaluateHost("{ }:\n{ shell = lib.fish; }\n");
    expect(diagnostic).toMatchObject({
      code: "nix-eval/undefined-variable",
      file: "mini.nix",
      position: { line: 2, column: 11 },
    });
  });

  it("a conflict with the declaration is one to mend there", async () => {
    const conflict = (file: string) =>
      `{ }: { shell = throw "The option \`shell' has conflicting definition values:\\n- In \`hardware.nix': 1\\n- In \`${file}': 2\\nUse \`lib.mkForce value\`"; }`;
    const [ours] = await evaluateHost(conflict("/nix/store/x/fleet.json, hosts.mini"));
    expect(ours?.help).toMatch(/^One of them is the declaration's \(fleet\.json\): mend/);
    const [others] = await evaluateHost(conflict("other.nix"));
    expect(others?.help).toMatch(/^Do as the message says/);
  });

  it("a warning of the code is no error, and stays a warning when the code fails", async () => {
    const warn = '(builtins.warn or (m: builtins.trace "evaluation warning: \u0024{m}"))';
    const diagnostics = await evaluateHost(
      `{ }: { shell = ${warn} "old\\nname" (throw "no shell"); }`,
    );
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["nix-eval/throw", "error"],
      ["nix-eval/warning", "warning"],
    ]);
    expect(diagnostics[1]?.message).toBe("The Nix code warns: old\nname");
  });
});
