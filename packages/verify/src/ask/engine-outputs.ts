import type { ResolvedHost } from "@fleet/core";
import type { DeployEngine } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { verifyCodes } from "../codes.ts";
import { readTexts } from "../facts/fact.ts";
import type { FlakeAccess } from "./flake-facts.ts";

/** Where an engine looks for the hosts that it deploys. */
interface EngineOutput {
  readonly engine: DeployEngine;
  readonly output: string;
  /** A function in Nix: the names of what is there, without evaluating any of it. */
  readonly names: string;
  /** What brings the engine into the flake. */
  readonly source: string;
}

const outputs: readonly EngineOutput[] = [
  {
    engine: "colmena",
    output: "colmenaHive",
    names: "hive: builtins.attrNames hive.nodes",
    source: "github:nix-community/colmena",
  },
  {
    engine: "deploy-rs",
    output: "deploy",
    names: "deploy: builtins.attrNames deploy.nodes",
    source: "github:serokell/deploy-rs",
  },
  {
    engine: "system-manager",
    output: "systemConfigs",
    names: "builtins.attrNames",
    source: "github:numtide/system-manager",
  },
  {
    engine: "wire",
    output: "wire",
    names: "hive: builtins.attrNames hive.nodes",
    source: "github:forallsys/wire",
  },
];

/** Asks the flake whether the engines of some hosts find them there: one evaluation for each such engine. */
export async function askEngineOutputs(
  { evaluate, directory, impure, options, showProgress }: FlakeAccess,
  hosts: readonly ResolvedHost[],
): Promise<readonly Diagnostic[]> {
  const all: Diagnostic[] = [];
  for (const one of outputs) {
    const wanted = hosts.filter(({ deploy }) => deploy.engine === one.engine);
    if (wanted.length === 0) continue;
    showProgress(`Evaluating the names of ${one.output} …`);
    const attribute = [one.output];
    const result = await evaluate({
      ...{ kind: "flake", directory, attribute, impure, apply: one.names },
      ...options,
    });
    if (!result.ok && !result.diagnostics.some(isMissingOutput)) {
      all.push(...result.diagnostics);
      continue;
    }
    const found = new Set(result.ok ? readTexts(result.value) : []);
    const missing = wanted.filter(({ id }) => !found.has(id));
    if (missing.length > 0) all.push(describeMissing(one, missing, result.ok));
  }
  return all;
}

function isMissingOutput({ code, message }: Diagnostic): boolean {
  return code === "nix-eval/missing-attribute" && message.startsWith("The flake has no output ");
}

function describeMissing(
  { engine, output, source }: EngineOutput,
  hosts: readonly ResolvedHost[],
  isThere: boolean,
): Diagnostic {
  const shown = hosts.slice(0, 5).map(({ id }) => quote(id));
  const more = hosts.length > shown.length ? ` and ${hosts.length - shown.length} more` : "";
  const list = `${shown.join(", ")}${more}`;
  return verifyCodes.create(
    "missing-node",
    isThere
      ? `The flake's ${output} does not have ${list}, which ${engine} is to deploy.`
      : `The flake has no ${output}, where ${engine} looks for ${list}.`,
    {
      file: "flake.nix",
      help: isThere
        ? `One that the flake defines itself goes before fleet's: make it of \`config.flake.fleet.engines.${engine}\`.`
        : `Add the input, and fleet defines it: inputs.${engine}.url = "${source}";`,
    },
  );
}
