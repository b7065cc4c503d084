// Measures whole processes: from their start to their end, as a person waits for them.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const peakMemory = pathToFileURL(join(import.meta.dirname, "peak-memory.mjs")).href;

/**
 * Runs a program once and returns the seconds it took. `before` runs outside of the measurement; `status`
 * is how the program has to end.
 */
export function time({ command, args, env = {}, cwd, before = () => {}, status = 0 }) {
  before();
  const start = performance.now();
  execute(command, args, { env, cwd, status });
  return (performance.now() - start) / 1000;
}

/** Runs a Node program once and returns the most memory it took, in bytes. */
export function peak({ command, args, env = {}, cwd, before = () => {} }) {
  before();
  const file = join(tmpdir(), `fleet-bench-${process.pid}`);
  const measured = { ...env, BENCH_PEAK_MEMORY: file };
  execute(command, ["--import", peakMemory, ...args], { env: measured, cwd });
  const bytes = Number(readFileSync(file, "utf8"));
  rmSync(file);
  return bytes;
}

/** The medians of several programs, measured in turn so that all meet the same noise. */
export function medians(programs, rounds) {
  const times = programs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, program] of programs.entries()) times[index].push(time(program));
  }
  return times.map(median);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function execute(command, args, { env, cwd, status = 0 }) {
  // Loading extra certificates costs Node more than all the rest.
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
  const result = spawnSync(command, args, {
    cwd,
    env: { ...inherited, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 28,
  });
  if (result.status !== status) {
    throw new Error(`${command} ${args.join(" ")} failed: ${result.error ?? result.stderr}`);
  }
}
