// `npm run bench`: every measurement in one run, since only figures of one run can be compared.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchAccess } from "./access.mjs";
import { benchCheck } from "./check.mjs";
import { benchDeploy } from "./deploy.mjs";
import { benchGenerate } from "./generate.mjs";
import { benchImport } from "./import.mjs";
import { benchNix } from "./nix.mjs";
import { benchPlan } from "./plan.mjs";
import { benchStart } from "./start.mjs";
import { benchStatus } from "./status.mjs";
import { benchVerify } from "./verify.mjs";

const sizes = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "fleet-bench-"));
try {
  console.log(`${benchStart(folder)}\n`);
  console.log(benchGenerate(folder, sizes.length > 0 ? sizes : [10, 100, 1000, 5000]));
  console.log(`\n${benchCheck(folder, sizes.length > 0 ? sizes : [3, 1000])}`);
  console.log(`\n${benchPlan(folder, sizes.length > 0 ? sizes : [3, 1000])}`);
  console.log(`\n${benchDeploy(folder, sizes.length > 0 ? sizes : [1, 200])}`);
  console.log(`\n${benchStatus(folder, sizes.length > 0 ? sizes : [1000, 10_000])}`);
  console.log(`\n${benchAccess(sizes.length > 0 ? sizes : [100, 1000])}`);
  console.log(`\n${benchImport(sizes.length > 0 ? sizes : [100, 5000])}`);
  console.log(`\n${benchVerify(folder)}`);
  const nixSizes =
    sizes.length > 0 ? { one: sizes, all: sizes } : { one: [1000, 5000], all: [100, 1000] };
  console.log(`\n${benchNix(folder, nixSizes)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
