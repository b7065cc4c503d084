import {
  type Fleet,
  parseFleet,
  type ResolvedFleet,
  resolveFleet,
  type Surroundings,
} from "@fleet/core";
import { type Homes, resolveHomes } from "../src/index.ts";

/** A fleet of one user on one host, with these sections beside or in place of its own. */
export function sampleFleet(sections: object = {}): object {
  return {
    users: { keith: { fullName: "Keith" } },
    hosts: { mini: { system: "x86_64-linux", users: ["keith"] } },
    defaults: { stateVersion: "24.05" },
    ...sections,
  };
}

/** Surroundings in which these files exist and git tracks them. */
export function surroundingsOf(files: readonly string[]): Surroundings {
  const all = new Set(files);
  return { files: all, tracked: all, contents: new Map() };
}

/** A fleet, and all that follows from it. */
export interface Resolution {
  readonly fleet: Fleet;
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  /** What was found about homes, in short: `code at path`. */
  readonly found: readonly string[];
}

/** Resolves a declaration whose accounts are sound. */
export function resolveAll(declaration: object, surroundings: Surroundings): Resolution {
  const { value: fleet } = parseFleet(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const resolved = resolveFleet(fleet, surroundings).value;
  const { value: homes, diagnostics } = resolveHomes(fleet, resolved, surroundings);
  const found = diagnostics.map(({ code, path }) => `${code} at ${path.join(".")}`);
  return { fleet, resolved, homes, found };
}
