// `npm run fuzz`: declarations, ledgers and kills, then damages and disguises of secret files, judged by
// fleet and by real sops. `npm run fuzz -- declarations` and `-- secrets` run one of the two.
// FLEET_FUZZ_SEED makes a run again, FLEET_FUZZ_RUNS says how many cases it has beside the fixed ones.
import { join } from "node:path";
import { ensureDependencies, node, root, run } from "./ensure.mjs";
import { ensureSecretsTools } from "./go-tools.mjs";
import { ensureSopsVersions } from "./sops-versions.mjs";

ensureDependencies();
const suites = {
  declarations: ["cli", "test", "fuzz", "fuzz.ts"],
  secrets: ["secrets", "test", "disguises", "fuzz.ts"],
};
const wanted = process.argv.slice(2);
let failed = false;
for (const [name, path] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (name === "secrets") ensureSopsVersions(["3.9.4", "3.12.2", "3.13.2"]);
  else {
    ensureSecretsTools();
    // What is killed is the built command.
    run("turbo", ["run", "build", "--filter=@fleet/cli", "--output-logs=errors-only"]);
  }
  const file = join(root, "packages", ...path);
  const { status } = run(node, ["--conditions=@fleet/source", file], { check: false });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
