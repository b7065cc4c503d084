import { join } from "node:path";
import { createNativeEvaluator, findNix, type JsonValue, type NixEvaluator } from "@fleet/nix-eval";
import { nodeWorld } from "@fleet/project/node";
import { testdir, writeFiles } from "@fleet/test-kit";
import { askFlake } from "../../src/ask/flake-facts.ts";
import { askProbe } from "../../src/ask/probe-facts.ts";
import type { Question } from "../../src/facts/answers.ts";
import { readEntries } from "../../src/facts/fact.ts";
import type { Recording } from "./recording.ts";

/** The Nix of this machine. Fails where there is none. */
async function openNix(): Promise<NixEvaluator> {
  const environment = process.env;
  const nix = await findNix(nodeWorld(), { environment });
  if (!nix.ok) throw new Error(nix.diagnostics.map(({ message }) => message).join("\n"));
  return createNativeEvaluator(nodeWorld(), { nix: nix.value, environment });
}

const nothing: Question = { hosts: new Map(), homes: [] };

/**
 * What fleet's own modules set for several texts of `fleet.json`, by their names, where these files are
 * around it: one evaluation.
 */
export async function recordProbe(
  texts: ReadonlyMap<string, string>,
  files: readonly string[],
): Promise<Recording> {
  const names = [...texts.keys()];
  const folder = testdir();
  for (const [index, text] of [...texts.values()].entries()) {
    const around = Object.fromEntries(files.map((file) => [file, "{ }\n"]));
    writeFiles(join(folder, `${index}`), { ...around, "fleet.json": text });
  }
  const { evaluate } = await openNix();
  let probe = "";
  await askProbe(
    {
      evaluate: async (request) => {
        probe = request.kind === "file" ? request.file : "";
        return { ok: true, value: null, diagnostics: [] };
      },
      root: folder,
    },
    nothing,
    {},
  );
  const roots = Object.fromEntries(names.map((name, index) => [name, join(folder, `${index}`)]));
  const apply = `probe: builtins.mapAttrs (_: root: probe { inherit root; }) (builtins.fromJSON ''${JSON.stringify(roots)}'')`;
  const result = await evaluate({ kind: "file", file: probe, apply });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  const found = readEntries(result.value);
  return new Map(names.map((name) => [name, found.get(name) ?? null]));
}

/** What is told of the hosts of a flake, by their names there. */
export async function recordFlake(flake: string, question: Question): Promise<Recording> {
  const { evaluate } = await openNix();
  const found = new Map<string, JsonValue>();
  const { diagnostics } = await askFlake(
    {
      evaluate: async (request) => {
        const result = await evaluate(request);
        if (result.ok)
          for (const [name, value] of readEntries(result.value)) found.set(name, value);
        return result;
      },
      disk: nodeWorld().disk,
      directory: testdir({ "flake.nix": flake }),
      impure: false,
      options: {},
      showProgress: () => undefined,
    },
    question,
  );
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return found;
}
