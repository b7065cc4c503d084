// Runs the tests of one package on some mutants of its sources, in one process: `run-package.mjs JOB`, where JOB
// is a file with { folder, mutants, log, isQuick }. Says of each mutant in a line of JSON what came of it.
import { readFileSync } from "node:fs";
import { createVitest } from "vitest/node";
import base from "../../vitest.config.ts";
import { weave } from "./operators.mjs";

const { folder, mutants, log } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const byFile = Map.groupBy(mutants, ({ file }) => file);
const setup = new URL("setup.mjs", import.meta.url).pathname;

const durations = new Map();

/** The quick files first: most mutants need no other. */
class QuickFirst {
  shard = (files) => files;
  sort = (files) => files.toSorted((a, b) => durationOf(a) - durationOf(b));
}

function durationOf({ moduleId }) {
  return durations.get(moduleId) ?? 0;
}

const vitest = await createVitest(
  "test",
  { root: folder, watch: false, reporters: [{}], config: false, setupFiles: [setup] },
  {
    ...base,
    test: {
      ...base.test,
      reporters: [{}],
      outputFile: undefined,
      // One worker for all files of a run: to start one for each would be most of the time.
      isolate: false,
      maxWorkers: 1,
      // It would keep the woven text for runs with other mutants, and for those with none.
      fsModuleCache: false,
      sequence: { sequencer: QuickFirst },
    },
    plugins: [
      {
        name: "fleet-mutants",
        enforce: "pre",
        transform: (text, id) => {
          const here = byFile.get(id.split("?", 1)[0]);
          return here === undefined ? undefined : { code: weave(id, text, here), map: null };
        },
      },
    ],
  },
);

/** Runs some files with a mutant, or with none where it is undefined. */
async function runTests(active, specifications) {
  for (const project of vitest.projects) project.provide("mutant", { active, log });
  return await vitest.runTestSpecifications(specifications);
}

/** The test that notices a mutant, or the file that does not even load; undefined where none does. */
async function findKiller(id, specifications) {
  const { testModules, unhandledErrors } = await runTests(id, specifications);
  // What failed with the mutants before is among them as well.
  const files = new Set(specifications.map(({ moduleId }) => moduleId));
  const failed = testModules.find((one) => files.has(one.moduleId) && !one.ok());
  if (failed !== undefined) {
    const [test] = failed.children.allTests("failed");
    return `${failed.relativeModuleId}: ${test?.fullName ?? "all"}`;
  }
  return unhandledErrors.length > 0 ? String(unhandledErrors[0]?.message) : undefined;
}

const all = await vitest.globTestSpecifications();
const { testModules } = await runTests(undefined, all);
const sound = new Set(testModules.filter((one) => one.ok()).map(({ moduleId }) => moduleId));
for (const one of testModules) durations.set(one.moduleId, one.diagnostic().duration);
for (const { config } of [vitest, ...vitest.projects]) config.bail = 1;
const reached = new Map();
for (const line of readFileSync(log, "utf8").trim().split("\n").filter(Boolean)) {
  const { file, reached: ids } = JSON.parse(line);
  for (const id of ids) reached.set(id, [...(reached.get(id) ?? []), file]);
}
console.log(JSON.stringify({ sound: sound.size, of: all.length }));
for (const { id } of mutants) {
  const files = new Set((reached.get(id) ?? []).filter((file) => sound.has(file)));
  console.log(JSON.stringify({ id, state: "begun" }));
  const specifications = all.filter(({ moduleId }) => files.has(moduleId));
  const by = specifications.length === 0 ? undefined : await findKiller(id, specifications);
  const left = specifications.length === 0 ? "unreached" : "survived";
  console.log(JSON.stringify({ id, state: by === undefined ? left : "killed", by }));
}
await vitest.close();
process.exit(0);
