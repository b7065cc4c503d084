import type { Diagnostic } from "@fleet/diagnostics";
import { join, relative } from "pathe";
import { decodeText } from "../disk/bytes.ts";
import type { World } from "./world.ts";

/** What there is to say of a script that was stopped, as a report takes it. */
export interface EndlessScript {
  readonly findings: readonly [Diagnostic];
  readonly readSource: (file: string) => string | undefined;
  /** What leads from the folder the command was started in to the root: "" or "systems/". */
  readonly prefix: string;
}

/** How long a script may run, in milliseconds, and what is to be done then. */
export interface ScriptLimit {
  readonly timeLimit: number;
  /** Says what is wrong and ends the process: the script never gives it back. */
  readonly end: (script: EndlessScript) => void;
}

/** A world in which a script is stopped, even one that computes without an end. That takes a thread beside it. */
export function withTimeLimit(world: World, { timeLimit, end }: ScriptLimit): World {
  const { run, stripTypes } = world.scripts;
  const readSource = (root: string, file: string) => {
    try {
      return decodeText(world.disk.read(join(root, file)));
    } catch {
      return undefined;
    }
  };
  const abandon = ({ root, diagnostic }: { root: string; diagnostic: Diagnostic }) => {
    const path = relative(world.folder, root);
    end({
      findings: [diagnostic],
      readSource: (file) => readSource(root, file),
      prefix: path === "" ? "" : `${path}/`,
    });
  };
  return { ...world, scripts: { run: (call) => run({ ...call, timeLimit, abandon }), stripTypes } };
}
