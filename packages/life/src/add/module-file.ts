import { quote, shellPath } from "@fleet/diagnostics";
import type { OpenedFleet } from "../change/opened-fleet.ts";
import type { ModulePlace } from "../change/subject.ts";

/** What is done about the module that something new has to have. */
export interface MadeModule {
  /** The files to make. */
  readonly files: readonly string[];
  /** Those of which git is told. */
  readonly listed: readonly string[];
  /** Whether it is left to people to tell git. */
  readonly isByHand: boolean;
  readonly facts: readonly string[];
  readonly commands: readonly (readonly [command: string, purpose: string])[];
}

/** A module is made where the layout wants a file and none is there; a flake sees it once git knows of it. */
export function describeModule(
  { project: { tracked } }: OpenedFleet,
  { path, isThere, attribute }: ModulePlace,
  { isListed }: { readonly isListed: boolean },
): MadeModule {
  const none = { files: [], listed: [], isByHand: false, facts: [], commands: [] };
  if (path === undefined) {
    if (attribute === undefined) return none;
    return {
      ...none,
      facts: [
        `Nix takes its module from flake.modules, by the name ${quote(attribute)}: define it there.`,
      ],
    };
  }
  const files = isThere ? [] : [path];
  const isKnown = tracked === undefined || tracked.has(path);
  if (isKnown) return { ...none, files };
  if (isListed) return { ...none, files, listed: [path] };
  const command = [`git add -- ${shellPath(path)}`, "a flake sees only what git knows of"] as const;
  return { ...none, files, isByHand: true, commands: [command] };
}
