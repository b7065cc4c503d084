import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { spawnSource } from "@fleet/test-kit";
import { runFleet } from "../run-fleet.ts";
import { type DrawScene, type KillScene, runToEnd } from "./kill-scenes.ts";
import { createRandom, type Random } from "./random.ts";

/** What came of kills. */
export interface Kills {
  readonly tried: number;
  /** How many left something behind that the next run took away. */
  readonly tidied: number;
  readonly violations: readonly string[];
}

/** How often, where and what is killed. */
export interface KillPlan {
  readonly seed: number;
  /** So many kills, or some more until the last scene is through. */
  readonly limit: number;
  /** One of so many calls that write is where a run is killed. */
  readonly stride: number;
  /** What is drawn in turn. */
  readonly scenes: readonly DrawScene[];
  /** The program that is killed. */
  readonly main: string;
}

/**
 * Kills commands at their calls that write. Each file is then wholly as it was before, or as it is to be;
 * and after the next run nothing tells that there was a kill.
 */
export async function tryKills(plan: KillPlan): Promise<Kills> {
  let all: Kills = { tried: 0, tidied: 0, violations: [] };
  for (let index = 0; all.tried < plan.limit; index += 1) {
    const seed = plan.seed + index;
    const draw = plan.scenes[index % plan.scenes.length];
    if (draw === undefined) break;
    const folder = mkdtempSync(join(tmpdir(), "fleet-kills-"));
    try {
      const { tried, tidied, violations } = await killScene(plan, {
        folder,
        draw,
        random: createRandom(seed),
      });
      all = {
        tried: all.tried + tried,
        tidied: all.tidied + tidied,
        violations: [...all.violations, ...violations.map((text) => `seed ${seed}, ${text}`)],
      };
      if (tried === 0) break;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return all;
}

/** Texts, or what stands for them, by path. */
type Snapshot = ReadonlyMap<string, string | undefined>;

interface Stage {
  /** What is copied for each kill. */
  readonly base: string;
  /** Where the copy is. */
  readonly work: string;
  readonly scene: KillScene;
  readonly before: Snapshot;
  /** After the command. */
  readonly after: Snapshot;
  /** After the command, and the next one. */
  readonly settled: Snapshot;
}

async function killScene(
  plan: KillPlan,
  { folder, draw, random }: { folder: string; draw: DrawScene; random: Random },
): Promise<Kills> {
  const [base, work] = [join(folder, "base"), join(folder, "work")];
  cpSync(mkdtempSync(join(folder, "empty-")), base, { recursive: true });
  const stage = await stageScene({ base, work, scene: await draw(base, random) });
  const violations: string[] = [];
  let [tried, tidied] = [0, 0];
  for (let at = 1 + random.below(plan.stride); ; at += plan.stride) {
    const { isKilled, isTidied, faults } = await killOnce(stage, plan.main, at);
    violations.push(...faults.map((fault) => `${stage.scene.name} killed at call ${at}: ${fault}`));
    if (!isKilled) break;
    tried += 1;
    tidied += Number(isTidied);
  }
  return { tried, tidied, violations };
}

async function stageScene({ base, work, scene }: Pick<Stage, "base" | "work" | "scene">) {
  const before = takeSnapshot(base, scene);
  copyAnew(base, work);
  const { status, stderr } = await runFleet(work, scene.command, scene.env);
  if (status !== 0) throw new Error(`${scene.command.join(" ")} ends with ${status}: ${stderr}`);
  const after = takeSnapshot(work, scene);
  await runToEnd(work, scene.next);
  return { base, work, scene, before, after, settled: takeSnapshot(work, scene) };
}

interface Killed {
  readonly isKilled: boolean;
  readonly isTidied: boolean;
  readonly faults: readonly string[];
}

async function killOnce(stage: Stage, main: string, at: number): Promise<Killed> {
  const { base, work, scene, settled } = stage;
  copyAnew(base, work);
  const env = {
    ...scene.env,
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "kill-at.mjs")}`,
    NODE_COMPILE_CACHE: join(tmpdir(), "fleet-kills-cache"),
    FLEET_KILL_AT: String(at),
  };
  const run = spawnSource(main, work, { args: scene.command, env });
  const isKilled = run.status === null;
  const faults = isKilled || run.status === 0 ? [] : [`it ends with ${run.status}: ${run.stderr}`];
  const killed = takeSnapshot(work, scene);
  const extra = [...killed.keys()].filter((path) => isTemporary(path));
  faults.push(...findTorn(stage, killed));
  // Where it was done all the same, it need not be possible again.
  await runFleet(work, scene.command, scene.env);
  const next = await runFleet(work, scene.next);
  if (next.status !== 0) faults.push(`the next run ends with ${next.status}: ${next.stderr}`);
  faults.push(...compare(takeSnapshot(work, scene), settled));
  return { isKilled, isTidied: extra.length > 0, faults };
}

function findTorn({ before, after, scene: { repeated = [] } }: Stage, killed: Snapshot): string[] {
  const paths = new Set([...before.keys(), ...after.keys(), ...killed.keys()]);
  return [...paths]
    .filter((path) => !isTemporary(path))
    .filter((path) => ![before.get(path), after.get(path)].includes(killed.get(path)))
    .filter((path) => !repeated.includes(path) || !isWholeJson(killed.get(path) ?? ""))
    .map((path) => `${path} is torn`);
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return text.endsWith("\n");
  } catch {
    return false;
  }
}

function compare(found: Snapshot, wanted: Snapshot): string[] {
  const paths = new Set([...found.keys(), ...wanted.keys()]);
  return [...paths]
    .filter((path) => found.get(path) !== wanted.get(path))
    .map((path) => `${path} is ${wanted.has(path) ? "other" : "left over"} after the next run`);
}

/** What a command makes of its own while it is at work. */
function isTemporary(path: string): boolean {
  return path.endsWith(".fleet-tmp") || path.startsWith(".fleet-work");
}

function copyAnew(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

function takeSnapshot(folder: string, { read }: KillScene): Snapshot {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({
    entry,
    path: relative(folder, join(entry.parentPath, entry.name)),
  }));
  const texts = paths
    .filter(({ path }) => path !== ".git" && !path.startsWith(".git/"))
    .map(({ entry, path }): [string, string | undefined] => [
      path,
      entry.isFile() ? (read?.(folder, path) ?? readFileSync(join(folder, path), "utf8")) : "",
    ]);
  return new Map(texts);
}
