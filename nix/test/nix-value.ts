import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "./offline-flake.ts";

const evaluator = "nix-instantiate";

/** Evaluates a Nix expression in which `fleet` is `nix/lib`, and reads the JSON that it comes to. */
export function evaluateNix(expression: string): unknown {
  const text = `let fleet = import ${join(repository, "nix", "lib")}; in ${expression}`;
  const args = ["--eval", "--strict", "--json", "--expr", text];
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: "pipe" } as const;
  return JSON.parse(execFileSync(evaluator, args, options));
}
