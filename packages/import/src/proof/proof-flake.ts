import { type JsonValue, printNixString, printNixValue } from "@fleet/nix-eval";
import type { SurveyedFlake } from "../survey/survey-flake.ts";
import type { FlakeCopy } from "./flake-copy.ts";

/** The input by which the copy of the flake is known. */
const input = "imported";

/**
 * The text of a `flake.nix` beside a folder `lib`, which has the hosts of a copied flake as they are with fleet's
 * modules. Those in `alone` are built of nothing but what is declared.
 */
export function renderProofFlake(
  { folder, flakePath, rootPath }: FlakeCopy,
  alone: readonly string[],
): string {
  // A URL of this kind has no folder in it before Nix 2.9.
  const dir = flakePath === "" ? "" : `\n    dir = ${printNixString(flakePath)};`;
  const root = rootPath === "" ? "" : ` + ${printNixString(`/${rootPath}`)}`;
  const names: JsonValue = alone;
  return `{
  inputs.${input} = {
    type = "path";
    path = ${printNixString(folder)};${dir}
  };
  outputs =
    { self, ${input} }:
    import ./lib/facts/proof.nix {
      inherit ${input};
      root = ${input}.sourceInfo.outPath${root};
      alone = ${printNixValue(names)};
    };
}
`;
}

/** How to ask that flake for what the copied one was asked: its inputs are one step further away. */
export function askProofFlake(flake: SurveyedFlake, directory: string): SurveyedFlake {
  const inputs = Object.entries(flake.overrideInputs);
  const overrideInputs = Object.fromEntries(
    inputs.map(([name, reference]) => [`${input}/${name}`, reference]),
  );
  const options = { ...flake.options, nixArguments: moveInputs(flake.options.nixArguments ?? []) };
  const evaluate: SurveyedFlake["evaluate"] = (request) =>
    // A folder for temporary files may lie in somebody's repository, which is none of this flake's.
    flake.evaluate(request.kind === "flake" ? { ...request, isBesideGit: true } : request);
  return { ...flake, evaluate, directory, overrideInputs, options };
}

function moveInputs(words: readonly string[]): string[] {
  return words.map((word, index) => (isInputName(words, index) ? `${input}/${word}` : word));
}

function isInputName(words: readonly string[], index: number): boolean {
  return ["--override-input", "--update-input"].includes(words[index - 1] ?? "");
}
