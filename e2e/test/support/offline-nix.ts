import { offlineArguments } from "../../../nix/test/offline-flake.ts";
import { type Outcome, run, scratchFolder } from "./command.ts";

/** Where the real module systems are; undefined where they are not, and what needs them is skipped. */
export const checkouts = process.env["FLEET_TEST_CHECKOUTS"];
if (checkouts === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of whole fleets on the real module systems, because FLEET_TEST_CHECKOUTS does not name a folder of checkouts. `npm run checkouts` fetches them.\n\n",
  );
}

/** The arguments with which Nix evaluates the flake in a folder by the real module systems. */
export function offlineArgumentsFor(flake: string): string[] {
  return offlineArgumentsIn(flake, scratchFolder());
}

/** The same, with a folder to put copies in. */
export function offlineArgumentsIn(flake: string, scratch: string): string[] {
  return offlineArguments({ flake, checkouts: checkouts ?? "", scratch });
}

/** What a function in Nix makes of an output of the flake in a folder. */
interface Question {
  readonly flake: string;
  readonly output: string;
  readonly apply: string;
  /** Further arguments for `nix eval`. */
  readonly nixArguments?: readonly string[];
}

/** Asks Nix, and returns its answer. */
export function askNix(question: Question): unknown {
  const { status, stdout, stderr } = tryNix(question);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Asks Nix, which may fail. */
export function tryNix({ flake, output, apply, nixArguments = [] }: Question): Outcome {
  const args = ["eval", "--json", `.#${output}`, "--apply", apply];
  return run("nix", [...args, ...offlineArgumentsFor(flake), ...nixArguments], flake);
}
