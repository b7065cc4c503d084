// biome is the one tool of the project, beside Node, that needs the usual linker of Linux.
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canStartForeignPrograms, versionOfProgram } from "./machine.mjs";
import { npm } from "./npm.mjs";
import { say } from "./output.mjs";
import { root } from "./programs.mjs";

const makers = join(root, "node_modules", "@biomejs");

/**
 * Where programs that npm brings cannot start, puts the static biome of the same version (the one for musl)
 * into the place of the one that cannot. The linter decides about a change, but nothing else needs it.
 */
export function ensureLinter() {
  const usual = `cli-linux-${process.arch}`;
  const program = join(makers, usual, "biome");
  if (canStartForeignPrograms() || !existsSync(program)) return;
  if (versionOfProgram(program, /\d+\.\d+\.\d+/) !== undefined) return;
  const { version } = JSON.parse(readFileSync(join(makers, usual, "package.json"), "utf8"));
  const folder = join(root, "node_modules", ".static-biome");
  const wanted = `@biomejs/${usual}-musl@${version}`;
  // npm refuses, without force, what is for musl.
  const options = ["--prefix", folder, "--force", "--no-save", "--ignore-scripts"];
  const problem = npm(["install", ...options, wanted]);
  const fetched = join(folder, "node_modules", "@biomejs", `${usual}-musl`, "biome");
  if (existsSync(fetched)) {
    rmSync(program);
    copyFileSync(fetched, program);
  } else {
    say(`The linter cannot run here: npm could not fetch ${wanted}.\n${problem ?? ""}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
