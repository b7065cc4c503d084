import { describe } from "vitest";
import { testCases } from "./nix-cases.ts";

/** Groups of cases on one set of inputs. */
export interface CaseGroups {
  /** What starts Nix. */
  readonly nix: string;
  /** The flake whose output `cases` has the groups. */
  readonly flake: string;
  readonly groups: readonly string[];
  /** The arguments that bring the inputs. */
  readonly inputs: readonly string[];
  /** See `CaseSource`. */
  readonly batchSize?: number;
  readonly timeLimit?: number;
}

/** Cases on what every checkout folder holds: each a file in `tests/module-systems`. */
export const commonGroups: readonly string[] = [
  "accounts",
  "attributes",
  "command",
  "darwin",
  "data",
  "engines",
  "errors",
  "folders",
  "homes",
  "less",
  "names",
  "nixos",
  "nixos-accounts",
  "outputs",
  "platforms",
  "root",
  "secrets",
  "service-accounts",
  "services",
  "stand-in",
];

/** Makes every case of some groups a test. */
export function testGroups(given: CaseGroups): void {
  const { nix, flake, groups, inputs, batchSize, timeLimit } = given;
  for (const group of groups) {
    const cases = `path:${flake}#cases.${group}`;
    describe(`tests/module-systems/${group}.nix`, () => {
      testCases({
        command: (apply) => [nix, "eval", "--json", cases, "--apply", apply, ...inputs],
        batchSize,
        timeLimit,
      });
    });
  }
}
