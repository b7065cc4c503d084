// `npm run fuzz`: damages and disguises of secret files, judged by fleet and by real sops.
// FLEET_FUZZ_SEED makes a run again, FLEET_FUZZ_RUNS says how many cases it has beside the fixed ones.
import { join } from "node:path";
import { ensureDependencies, node, root, run } from "./ensure.mjs";
import { ensureSopsVersions } from "./sops-versions.mjs";

ensureDependencies();
ensureSopsVersions(["3.9.4", "3.12.2", "3.13.2"]);
const file = join(root, "packages", "secrets", "test", "disguises", "fuzz.ts");
const { status } = run(node, ["--conditions=@fleet/source", file], { check: false });
process.exit(status ?? 1);
