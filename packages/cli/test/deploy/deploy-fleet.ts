import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { git, type Run, testdir, testRepository } from "@fleet/test-kit";
import { runIn } from "../run-fleet.ts";
import { engineOptions } from "./engines/engine-options.ts";

/** What a stand-in does beside noting that it was started. */
interface Behaviour {
  readonly exit?: number;
  /** Milliseconds. */
  readonly take?: number;
  readonly hang?: true;
  /** Whether it does not hear that it is to end. */
  readonly deaf?: true;
  /** Whether it leaves a process behind. */
  readonly child?: true;
  readonly die?: NodeJS.Signals;
  readonly print?: string;
  readonly complain?: string;
  /** How many letters it prints. */
  readonly flood?: number;
}

/** A stand-in that was asked for its options or started, refused what it was told, or came to its end. */
interface Call {
  readonly what: "asked" | "begun" | "ended" | "refused";
  readonly program: string;
  readonly words: readonly string[];
  readonly pid: number;
  readonly folder: string;
}

/** A fleet in a repository, with stand-ins for all engines. */
export interface DeployFleet {
  readonly folder: string;
  readonly deploy: (...args: readonly string[]) => Promise<Run>;
  readonly run: (...args: readonly string[]) => Promise<Run>;
  /** Says what stand-ins do whose command line holds a text. */
  readonly behave: (behaviours: Readonly<Record<string, Behaviour>>) => void;
  /** The calls that were to do something, in order. */
  readonly calls: () => readonly Call[];
  /** The programs that were asked for their options, in order. */
  readonly asked: () => readonly string[];
  /** The command lines that were begun, in order. */
  readonly begun: () => readonly string[];
  readonly world: World;
  readonly bin: string;
}

/** What is not usual of such a fleet. */
export interface DeployFleetOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** The name of the machine that deploys. Default: `desk`. */
  readonly machine?: string;
  /** What engines say of their version; of nixos-rebuild `ng`, `script`, or `silent` where it says nothing. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Engines that are not there. */
  readonly without?: readonly string[];
}

const programs = [...Object.keys(engineOptions), "sudo"];

/** Makes a fleet of a config in YAML, generates and commits it. */
export async function deployFleet(
  config: string,
  options: DeployFleetOptions = {},
): Promise<DeployFleet> {
  const root = testRepository({
    "fleet.config.yaml": config,
    "flake.nix": "{ }",
    ...options.files,
  });
  const bin = testdir();
  const engine = join(import.meta.dirname, "engines", "recording-engine.cjs");
  for (const program of programs.filter((name) => options.without?.includes(name) !== true)) {
    const file = join(bin, program);
    writeFileSync(file, `#!${process.execPath}\n${readFileSync(engine, "utf8")}`);
    chmodSync(file, 0o755);
  }
  writeFileSync(join(bin, "options.json"), JSON.stringify(engineOptions));
  writeFileSync(join(bin, "versions.json"), JSON.stringify(options.versions ?? {}));
  const behave = (behaviours: Readonly<Record<string, Behaviour>>) =>
    writeFileSync(join(bin, "behaviours.json"), JSON.stringify(behaviours));
  behave({});
  const { PATH } = process.env;
  const environment = {
    PATH: `${bin}:${PATH}`,
    HOME: testdir(),
    USER: "ada",
    ...options.environment,
  };
  const real = nodeWorld({ folder: root, environment });
  const machine = { ...real.machine, name: options.machine ?? "desk" };
  const world: World = { ...real, machine, confirm: undefined, askLine: undefined };
  const run = (...args: readonly string[]) => runIn(world, args);
  await run("generate");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "fleet");
  const all = () => {
    const file = join(bin, "calls.jsonl");
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): Call => JSON.parse(line));
  };
  const calls = () => all().filter(({ what }) => what !== "asked");
  return {
    folder: root,
    bin,
    world,
    run,
    behave,
    calls,
    asked: () => all().flatMap(({ what, program }) => (what === "asked" ? [program] : [])),
    deploy: (...args) => run("deploy", ...args),
    begun: () =>
      calls()
        .filter(({ what }) => what === "begun")
        .map(({ program, words }) => [program, ...words].join(" ")),
  };
}
