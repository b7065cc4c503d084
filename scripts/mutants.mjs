// `npm run mutants`: changes a few places of the sources, each by itself, and says which change no test of the
// own package notices. FLEET_MUTANTS_SEED makes a run again, FLEET_MUTANTS_COUNT says how many, and
// FLEET_MUTANTS_IN in which packages or files ("core secrets/src/status"); with FLEET_MUTANTS_VERBOSE it says what noticed each. No file is changed: the mutants are
// woven in when the tests are loaded, so what tests start as a process has none.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureDependencies, node, root } from "./ensure.mjs";

ensureDependencies();
const { listMutants } = await import("./mutants/operators.mjs");

const seed = Number(process.env.FLEET_MUTANTS_SEED ?? Date.now() % 1_000_000);
const count = Number(process.env.FLEET_MUTANTS_COUNT ?? 200);
const places = (process.env.FLEET_MUTANTS_IN ?? "").split(" ").filter(Boolean);
/** A mutant that takes longer goes on for ever. */
const limit = 300_000;

/** Those that change nothing that could be seen, by file, text and change, with the reason. */
const equivalents = JSON.parse(
  readFileSync(new URL("mutants/equivalents.json", import.meta.url), "utf8"),
);

const shorten = (text) => text.replace(/\s+/g, " ").trim();

function isEquivalent({ path, before, change }) {
  return equivalents.some(
    (one) =>
      one.file === path &&
      one.before === shorten(before) &&
      (one.change ?? undefined) === (change === undefined ? undefined : shorten(change)),
  );
}

/** Pseudo-random numbers below 1 (mulberry32): the same for a seed everywhere. */
function randomOf(start) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function listAll() {
  const packages = readdirSync(join(root, "packages")).sort();
  return packages.flatMap((name) => {
    const folder = join(root, "packages", name);
    const files = readdirSync(join(folder, "src"), { recursive: true }).sort();
    return files
      .filter((file) => file.endsWith(".ts"))
      .map((file) => ({ path: `packages/${name}/src/${file}`, folder }))
      .filter(
        ({ path }) =>
          places.length === 0 || places.some((one) => path.startsWith(`packages/${one}`)),
      )
      .flatMap(({ path, folder: at }) =>
        listMutants(join(root, path), readFileSync(join(root, path), "utf8")).map((one) => ({
          ...one,
          path,
          folder: at,
        })),
      );
  });
}

function sample(all) {
  const random = randomOf(seed);
  const keyed = all.map((mutant) => ({ mutant, key: random() })).sort((a, b) => a.key - b.key);
  return keyed.slice(0, count).map(({ mutant }, index) => ({ ...mutant, id: index + 1 }));
}

/** Runs the mutants of a package; where one goes on for ever, it is ended and the others are run anew. */
async function runPackage(folder, mutants, tell) {
  const work = mkdtempSync(join(tmpdir(), "fleet-mutants-"));
  const [job, log] = [join(work, "job.json"), join(work, "log")];
  writeFileSync(log, "");
  writeFileSync(job, JSON.stringify({ folder, mutants, log }));
  const script = join(root, "scripts", "mutants", "run-package.mjs");
  const child = spawn(node, [script, job], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let [begun, timer] = [undefined, undefined];
  const done = new Set();
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const { id, state, by, sound, of } = JSON.parse(line);
    clearTimeout(timer);
    if (sound !== undefined && sound < of)
      console.log(`${folder}: ${of - sound} test files fail by themselves`);
    if (id === undefined) continue;
    if (state === "begun") {
      begun = id;
      timer = setTimeout(() => child.kill("SIGKILL"), limit);
    } else {
      begun = undefined;
      done.add(id);
      tell(id, state, by);
    }
  }
  clearTimeout(timer);
  if (begun !== undefined) {
    done.add(begun);
    tell(begun, "killed");
  }
  const rest = mutants.filter(({ id }) => !done.has(id));
  if (rest.length > 0 && done.size === 0) throw new Error(`The tests of ${folder} do not run.`);
  if (rest.length > 0) await runPackage(folder, rest, tell);
}

const chosen = sample(listAll());
console.log(`Seed ${seed}, ${chosen.length} mutants.`);
const counts = { killed: 0, survived: 0, unreached: 0, equivalent: 0 };
for (const [folder, mutants] of Map.groupBy(chosen, (one) => one.folder)) {
  await runPackage(folder, mutants, (id, state, by) => {
    const mutant = mutants.find((one) => one.id === id);
    const shown = state !== "killed" && isEquivalent(mutant) ? "equivalent" : state;
    counts[shown] += 1;
    const isQuiet = shown === "killed" || shown === "equivalent";
    if (isQuiet && process.env.FLEET_MUTANTS_VERBOSE === undefined) return;
    const change = mutant.change === undefined ? "nothing" : shorten(mutant.change);
    console.log(
      `${mutant.path}:${mutant.line}  ${shown}${by === undefined ? "" : ` by ${by}`}\n  - ${shorten(mutant.before)}\n  + ${change}`,
    );
  });
}
console.log(
  Object.entries(counts)
    .map(([state, number]) => `${number} ${state}`)
    .join(", "),
);
process.exit(counts.survived + counts.unreached > 0 ? 1 : 0);
