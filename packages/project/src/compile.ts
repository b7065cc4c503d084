import { type FleetSecretsInput, type GeneratedFile, renderFleet, unstamped } from "@fleet/codegen";
import {
  type Fleet,
  parseFleet,
  type ResolvedFleet,
  resolveFleet,
  type Surroundings,
  wantedFiles,
} from "@fleet/core";
import { type Diagnostic, isError, type Outcome, sortDiagnostics } from "@fleet/diagnostics";
import { type Homes, resolveHomes } from "@fleet/profiles";
import type { LockFile } from "./lock/lock-file.ts";

/** What a declaration comes to. */
export interface Compilation {
  /** The fleet and what was computed from it; undefined where the declaration holds none. */
  readonly fleet: CompiledFleet | undefined;
  /** The files to write; none when there are errors. */
  readonly files: readonly GeneratedFile[];
  /** Every finding once, in the order of the places, then of the codes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A fleet with everything that was computed from it. */
export interface CompiledFleet {
  readonly declared: Fleet;
  readonly resolved: ResolvedFleet;
  readonly homes: Homes;
  /** Every file below the root. */
  readonly files: ReadonlySet<string>;
  /** What is remembered of the runs before. */
  readonly lock: LockFile;
  /** Undefined where the declaration says nothing of secrets. */
  readonly secrets: CompiledSecrets | undefined;
}

/** What was computed about secrets. */
export type CompiledSecrets = FleetSecretsInput;

/** What was found around a declaration. */
export interface Gathered {
  readonly surroundings: Surroundings;
  /** The sha256 of each local file that the fleet came from, in hexadecimal, by path from the root. */
  readonly sources: ReadonlyMap<string, string>;
  readonly lock: LockFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the stages together: parse, gather what they need from outside, resolve, render. */
export async function compileFleet(
  input: unknown,
  gather: (wanted: readonly string[]) => Promise<Gathered>,
): Promise<Compilation> {
  const parsed = parseFleet(input);
  if (parsed.value === undefined) {
    return { fleet: undefined, files: [], diagnostics: sortDiagnostics(parsed.diagnostics) };
  }
  const declared = parsed.value;
  const { surroundings, sources, lock, diagnostics } = await gather(wantedFiles(declared));
  const resolved = resolveFleet(declared, surroundings);
  const homes = resolveHomes(declared, resolved.value, surroundings);
  const all = [
    ...parsed.diagnostics,
    ...diagnostics,
    ...resolved.diagnostics.filter((found) => !followsFromDamage(found, lock)),
    ...homes.diagnostics,
  ];
  const secrets = await compileSecrets(declared, resolved.value);
  all.push(...secrets.diagnostics);
  const fleet = {
    declared,
    resolved: resolved.value,
    homes: homes.value,
    files: surroundings.files,
    lock,
    secrets: secrets.value,
  };
  const files = all.some(isError)
    ? []
    : renderFleet({
        resolved: resolved.value,
        homes: homes.value,
        secrets: secrets.value,
        sources,
      });
  return { fleet, files, diagnostics: sortDiagnostics(all) };
}

/** Where the ledger cannot be read, nobody can say who has a uid already, and needs none. */
function followsFromDamage({ code }: Diagnostic, { diagnostics }: LockFile): boolean {
  return code === "core/uid-needed" && diagnostics.some(isError);
}

/** What a fleet that speaks of secrets comes to; their package is only loaded for such a one. */
async function compileSecrets(
  fleet: Fleet,
  resolved: ResolvedFleet,
): Promise<Outcome<CompiledSecrets | undefined>> {
  if (fleet.secrets === undefined) return { value: undefined, diagnostics: [] };
  const { renderSopsYaml, resolveSecrets, resolveWiring } = await import("@fleet/secrets");
  const secrets = resolveSecrets(fleet, resolved);
  const wiring = resolveWiring(fleet, resolved);
  return {
    value: {
      secrets: secrets.value,
      wiring: wiring.value,
      sopsYaml: renderSopsYaml(secrets.value, unstamped),
    },
    diagnostics: [...secrets.diagnostics, ...wiring.diagnostics],
  };
}
