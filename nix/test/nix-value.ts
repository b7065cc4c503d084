import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "./offline-flake.ts";

const evaluator = "nix-instantiate";

/** Evaluates a Nix expression in which `fleet` is `nix/lib`, and reads the JSON that it comes to. */
export function evaluateNix(expression: string): unknown {
  return JSON.parse(execFileSync(evaluator, argumentsFor(expression), options));
}

/** What an expression comes to, as text that is empty where it fails, and all that Nix says on the way. */
export function listenToNix(expression: string): { readonly value: string; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(evaluator, argumentsFor(expression), options);
  return { value: status === 0 ? stdout : "", said: stderr };
}

const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" } as const;

function argumentsFor(expression: string): string[] {
  const text = `let fleet = import ${join(repository, "nix", "lib")}; in ${expression}`;
  return ["--eval", "--strict", "--json", "--expr", text];
}
