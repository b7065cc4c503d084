// How long `fleet verify` takes on the examples, beside the evaluations that it asks of Nix, alone.
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { offlineArguments } from "../nix/test/offline-flake.ts";
import { medians } from "./measure.mjs";
import { formatTable, ratio, seconds } from "./table.mjs";

const repository = join(import.meta.dirname, "..");
const fleetMain = join(repository, "packages", "cli", "dist", "main.js");
const checkouts =
  process.env.FLEET_TEST_CHECKOUTS ?? join(homedir(), ".cache", "fleet", "checkouts");

/** Measures all examples, and prints a table. */
export function benchVerify(folder) {
  if (!existsSync(checkouts)) {
    return `fleet verify: not measured. It needs the module systems, which are not in ${checkouts}: \`npm run checkouts\` fetches them.`;
  }
  const rows = readdirSync(join(repository, "examples")).map((example) =>
    measureExample(example, join(folder, `verify-${example}`)),
  );
  const title = "fleet verify: seconds (× the same evaluations by nix eval)";
  return `${title}\n${formatTable(["example", "nix eval", "fleet verify"], rows)}`;
}

function measureExample(example, root) {
  cpSync(join(repository, "examples", example), root, { recursive: true });
  execFileSync("git", ["-C", root, "init", "--quiet"]);
  execFileSync("git", ["-C", root, "add", "--all"]);
  const scratch = `${root}-inputs`;
  mkdirSync(scratch);
  const inputs = offlineArguments({ flake: root, checkouts, scratch });
  const verify = {
    command: process.execPath,
    args: [fleetMain, "verify", "--root", root, "--", ...inputs],
  };
  const evaluations = recordEvaluations(verify, scratch);
  const script = join(scratch, "evaluations.sh");
  writeFileSync(script, `set -e\ncd '${root}'\n${evaluations.join("\n")}\n`);
  const bare = { command: "bash", args: [script] };
  const [alone, verified] = medians([bare, verify], 9);
  return [example, seconds(alone), `${seconds(verified)} (${ratio(verified, alone)})`];
}

/** The evaluations that a run asks of Nix, as lines for a shell: a `nix` before the real one writes them down. */
function recordEvaluations({ command, args }, scratch) {
  const [programs, log] = [join(scratch, "bin"), join(scratch, "evaluations")];
  mkdirSync(programs);
  const shim = join(programs, "nix");
  const real = execFileSync("which", ["nix"], { encoding: "utf8" }).trim();
  writeFileSync(
    shim,
    `#!/bin/bash\n{ printf '%q ' '${real}' "$@"; echo; } >> '${log}'\nexec '${real}' "$@"\n`,
  );
  chmodSync(shim, 0o755);
  const PATH = `${programs}:${process.env.PATH}`;
  const run = spawnSync(command, args, { env: { ...process.env, PATH }, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`fleet verify failed: ${run.stdout}${run.stderr}`);
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => / eval /.test(line))
    .map((line) => `${line} > /dev/null 2>&1`);
}
