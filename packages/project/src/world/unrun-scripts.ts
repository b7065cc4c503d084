import { type Diagnostic, quote } from "@fleet/diagnostics";
import { createProblem } from "../codes.ts";
import type { ScriptRunner } from "./script-runner.ts";
import type { World } from "./world.ts";

/**
 * A world in which no script is run: a config that is one stops with `cli/script-config`. Neither it nor
 * what it imports is read, and nothing beside it that says how scripts are read, such as a `package.json`.
 */
export function withoutScripts(world: World): World {
  const scripts: ScriptRunner = {
    run: ({ name }) =>
      Promise.resolve({
        result: { kind: "stopped", diagnostic: describeUnrun(name) },
        files: new Map(),
        diagnostics: [],
        unresolved: undefined,
      }),
    stripTypes: world.scripts.stripTypes,
  };
  return { ...world, scripts };
}

function describeUnrun(name: string): Diagnostic {
  return createProblem(
    "script-config",
    `${quote(name)} is a script, and was not run: --data-only or FLEET_DATA_ONLY asks for that.`,
    {
      file: name,
      help: "Read it and all that it imports. If you trust them, run the command without --data-only and with FLEET_DATA_ONLY=0. `fleet secrets status` and `fleet access` answer from fleet.json instead.",
    },
  );
}

/** Whether the config of a project is a script that was not run. */
export function isUnrun({ findings }: { readonly findings: readonly Diagnostic[] }): boolean {
  return findings.some(({ code }) => code === "cli/script-config");
}
