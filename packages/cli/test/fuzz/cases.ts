import { memoryWorld, type World } from "@fleet/project";
import { stringify } from "yaml";
import { runIn } from "../run-fleet.ts";
import { damageText } from "./damages.ts";
import { mutateDeclaration, plainFleet } from "./declarations.ts";
import { createRandom } from "./random.ts";

/** What is tried. */
export const kinds = ["value", "yaml", "json", "lock"] as const;
export type Kind = (typeof kinds)[number];

/** How a case went. */
export interface Outcome {
  readonly status: number;
  /** Whether the texts could be parsed, so that what they say was looked at. */
  readonly isParsed: boolean;
  /** Of the slowest of its commands. */
  readonly milliseconds: number;
  /** What must not happen, and did. */
  readonly violations: readonly string[];
}

const modules = {
  "users/ann.nix": "{ }",
  "users/ben.nix": "{ }",
  "hosts/mini.nix": "{ }",
  "hosts/mac.nix": "{ }",
  "homes/base.nix": "{ }",
};

/** Every part of a ledger, and a person who is there no more. */
const lock = JSON.stringify(
  {
    uids: {
      accounts: { 1000: "ann", 1500: "ben", "mac/501": "ann" },
      freed: { 1002: "dan" },
      tombstones: { 1001: "cid", "mac/502": "cid" },
    },
    version: 1,
  },
  null,
  2,
);

/** The world of a case, the same for the same seed; without one, nothing in it is damaged. */
function makeWorld(kind: Kind, seed: number | undefined): World {
  const random = createRandom(seed ?? 0);
  const damage = (text: string) => (seed === undefined ? text : damageText(text, random));
  if (kind === "value")
    return valueWorld(seed === undefined ? plainFleet : mutateDeclaration(random), {});
  if (kind === "lock") return valueWorld(plainFleet, { "fleet.lock.json": damage(lock) });
  const text = kind === "yaml" ? stringify(plainFleet) : JSON.stringify(plainFleet, null, 2);
  return memoryWorld({ files: { ...modules, [`fleet.config.${kind}`]: damage(text) } });
}

/** What a script exports goes the way of every export, without a script. */
function valueWorld(declaration: unknown, files: Readonly<Record<string, string>>): World {
  return memoryWorld({
    files: { ...modules, ...files, "fleet.config.js": "" },
    scripts: () => ({
      run: () =>
        Promise.resolve({
          result: { kind: "exports", exports: { default: declaration } },
          files: new Map(),
          diagnostics: [],
          unresolved: undefined,
        }),
      stripTypes: (text) => text,
    }),
  });
}

/**
 * Checks and generates what a seed makes, or where there is none, what nothing is wrong with. No mistake of
 * the input may be called one of fleet.
 */
export async function tryCase(kind: Kind, seed?: number): Promise<Outcome> {
  let milliseconds = 0;
  // The processor's time: others may be at work on the machine.
  const timed = async (world: World, args: readonly string[]) => {
    const before = process.cpuUsage();
    const ended = await runIn(world, args);
    const { user, system } = process.cpuUsage(before);
    milliseconds = Math.max(milliseconds, (user + system) / 1000);
    return ended;
  };
  const violations: string[] = [];
  let status: number = 2;
  let isParsed = false;
  try {
    const world = makeWorld(kind, seed);
    const generate = await timed(world, ["generate"]);
    const isWritten = generate.status === 0;
    const again = await timed(world, ["generate", "--check"]);
    const check = await timed(world, ["check", "--json"]);
    status = check.status ?? 2;
    isParsed = !/"cli\/syntax-error"|It is no JSON/.test(check.stdout);
    if (!isReport(check.stdout)) violations.push("check --json prints no JSON");
    if (seed === undefined && (!isWritten || status !== 0)) violations.push(check.stdout);
    if (isWritten && again.status !== 0) violations.push("is stale as it is written");
    if (isWritten && status !== 0) violations.push("is wrong, and written");
  } catch (error) {
    violations.push(`a mistake of fleet: ${error instanceof Error ? error.stack : String(error)}`);
  }
  if (milliseconds > 5000) violations.push(`took ${Math.round(milliseconds)} ms`);
  return { status, isParsed, milliseconds, violations };
}

function isReport(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
