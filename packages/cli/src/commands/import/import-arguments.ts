import type { ImportOptions } from "@fleet/import";

/**
 * What stands behind `--`: inputs to replace by name, which reach every evaluation, and other arguments of
 * `nix eval`, which reach those of the flake.
 */
export function readNixArguments(
  passedOn: readonly string[],
): Pick<ImportOptions, "nixArguments" | "overrideInputs"> {
  const overrideInputs = new Map<string, string>();
  const nixArguments: string[] = [];
  for (let index = 0; index < passedOn.length; index++) {
    const [word = "", name, reference] = passedOn.slice(index, index + 3);
    if (word === "--override-input" && name !== undefined && reference !== undefined) {
      overrideInputs.set(name, reference);
      index += 2;
    } else {
      nixArguments.push(word);
    }
  }
  return { nixArguments, overrideInputs: Object.fromEntries(overrideInputs) };
}
