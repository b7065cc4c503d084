import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toolPath } from "../secrets-fleet.ts";
import { hasTerminal } from "../typed-fleet.ts";
import { flakeRepository, twoLogins } from "./found-flake.ts";

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");

/** Runs an import on a terminal, and types a text once a question is there. */
function importOnTerminal(folder: string, typed: string): Promise<string> {
  const command = `'${process.execPath}' --conditions=@fleet/source '${main}' import --no-proof`;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, PATH: toolPath, TERM: "xterm" },
  });
  let output = "";
  let isTyped = false;
  child.stdout.on("data", (bytes) => {
    output += String(bytes);
    if (isTyped || !output.includes("Choose [")) return;
    isTyped = true;
    child.stdin.write(typed);
  });
  return new Promise((resolve) => child.on("close", () => resolve(output)));
}

describe.skipIf(!hasTerminal)("on a terminal", () => {
  it("what only a person knows is asked, and the answer counts", async () => {
    const folder = flakeRepository(twoLogins);
    const output = await importOnTerminal(folder, "2\n");
    expect(output).toContain("(proposed)");
    expect(output).toContain("2 people");
    expect(readFileSync(join(folder, "fleet.config.ts"), "utf8")).toContain("adal: {");
  });

  it("an empty line takes what is proposed", async () => {
    const folder = flakeRepository(twoLogins);
    expect(await importOnTerminal(folder, "\n")).toContain("1 person");
  });

  it("Ctrl-C at a question ends it, and nothing was written", async () => {
    const folder = flakeRepository(twoLogins);
    const output = await importOnTerminal(folder, "\u0003");
    expect(output).not.toContain("Carried over");
    expect(readdirSync(folder).sort()).toEqual([".git", "flake.nix"]);
  });
});
