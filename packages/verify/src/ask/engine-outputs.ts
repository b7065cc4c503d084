import { type EngineOutput, engineOf, engines } from "@fleet/codegen/deploy";
import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { readTexts } from "../facts/fact.ts";
import type { FlakeAccess } from "./flake-facts.ts";

/** What an output has of names, by a function in Nix that evaluates none of what they name. */
const namesIn: ReadonlyMap<string, string> = new Map([
  ["colmenaHive", "hive: builtins.attrNames hive.nodes"],
  ["deploy", "deploy: builtins.attrNames deploy.nodes"],
  ["systemConfigs", "builtins.attrNames"],
  ["wire", "hive: builtins.attrNames hive.nodes"],
]);

/** Asks the flake whether the engines of some hosts find them there: one evaluation for each such engine. */
export async function askEngineOutputs(
  { evaluate, directory, impure, options, showProgress }: FlakeAccess,
  hosts: readonly ResolvedHost[],
): Promise<readonly Diagnostic[]> {
  const all: Diagnostic[] = [];
  const byOutput = Map.groupBy(hosts, (host) => {
    const name = engineOf(host);
    return name === undefined ? undefined : engines[name].reads;
  });
  for (const [reads, wanted] of byOutput) {
    const names = namesIn.get(reads?.output ?? "");
    if (reads === undefined || names === undefined) continue;
    showProgress(`Evaluating the names of ${reads.output} …`);
    const attribute = [reads.output];
    const result = await evaluate({
      ...{ kind: "flake", directory, attribute, impure, apply: names },
      ...options,
    });
    if (!result.ok && !result.diagnostics.some(isMissingOutput)) {
      all.push(...result.diagnostics);
      continue;
    }
    const found = new Set(result.ok ? readTexts(result.value) : []);
    const missing = wanted.filter(({ id }) => !found.has(id));
    if (missing.length > 0) all.push(describeMissing(reads, missing, result.ok));
  }
  return all;
}

function isMissingOutput({ code, message }: Diagnostic): boolean {
  return code === "nix-eval/missing-attribute" && message.startsWith("The flake has no output ");
}

function describeMissing(
  { input, output, url }: EngineOutput,
  hosts: readonly ResolvedHost[],
  isThere: boolean,
): Diagnostic {
  const shown = hosts.slice(0, 5).map(({ id }) => quote(id));
  const more = hosts.length > shown.length ? ` and ${hosts.length - shown.length} more` : "";
  const list = `${shown.join(", ")}${more}`;
  return verifyCodes.create(
    "missing-node",
    isThere
      ? `The flake's ${output} does not have ${list}, which ${input} is to deploy.`
      : `The flake has no ${output}, where ${input} looks for ${list}.`,
    {
      file: "flake.nix",
      help: isThere
        ? `One that the flake defines itself goes before fleet's: make it of \`config.flake.fleet.engines.${input}\`.`
        : `Add the input, and fleet defines it: inputs.${input}.url = "${url}";`,
    },
  );
}
