import { createHash } from "node:crypto";
import { type FleetDeclaration, parseFleet, resolveFleet, type Surroundings } from "@fleet/core";
import type { Diagnostic } from "@fleet/diagnostics";
import { resolveHomes } from "@fleet/profiles";
import { renderSopsYaml, resolveSecrets, resolveWiring } from "@fleet/secrets";
import {
  type ComputedFleet,
  type Digest,
  emitFiles,
  type GeneratedFile,
  unstamped,
} from "../src/index.ts";

/** Surroundings in which every file exists that the canonical layout asks for, and a little more. */
function canonicalSurroundings(declaration: FleetDeclaration): Surroundings {
  const { users, hosts, profiles = {}, features = {} } = declaration;
  const files = new Set([
    "users/common.nix",
    "hosts/shared.nix",
    ...Object.keys(users).map((id) => `users/${id}.nix`),
    ...Object.keys(hosts).map((id) => `hosts/${id}.nix`),
    ...Object.keys(profiles).map((id) => `profiles/${id}.nix`),
    ...Object.keys(features).map((id) => `modules/${id}.nix`),
  ]);
  return { files, tracked: files, contents: new Map() };
}

const sampleSources = new Map([["fleet.config.ts", "ab".repeat(32)]]);

/** What a declaration in which nothing is wrong comes to, without secrets. */
export function computeSound(
  declaration: FleetDeclaration,
  sources: ReadonlyMap<string, string> = sampleSources,
): ComputedFleet {
  const surroundings = canonicalSurroundings(declaration);
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const resolved = resolveFleet(fleet, surroundings);
  const homes = resolveHomes(fleet, resolved.value, surroundings);
  const all: Diagnostic[] = [...diagnostics, ...resolved.diagnostics, ...homes.diagnostics];
  const found = all.filter(({ code, choice }) => !choice && code !== "core/repeated-item");
  if (found.length > 0) throw new Error(`bug: ${found.map(({ message }) => message).join(" ")}`);
  const { files } = surroundings;
  return {
    declared: fleet,
    resolved: resolved.value,
    homes: homes.value,
    secrets: undefined,
    sources,
    files,
  };
}

/** What a declaration that speaks of secrets comes to, whatever is wrong with it. */
export function computeWithSecrets(declaration: unknown): ComputedFleet {
  const { value: declared } = parseFleet(declaration);
  if (declared === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const surroundings = { files: new Set<string>(), tracked: undefined, contents: new Map() };
  const resolved = resolveFleet(declared, surroundings).value;
  const homes = resolveHomes(declared, resolved, surroundings).value;
  const { value: secrets } = resolveSecrets(declared, resolved);
  const wiring = resolveWiring(declared, resolved).value;
  return {
    declared,
    resolved,
    homes,
    secrets: { secrets, wiring, sopsYaml: renderSopsYaml(secrets, unstamped) },
    sources: new Map(),
    files: surroundings.files,
  };
}

/** The sha256 that rendering is handed. */
export const digest: Digest = (text) => createHash("sha256").update(text).digest("hex");

/** The rendered files of a declaration in which nothing is wrong. */
export function renderSound(
  declaration: FleetDeclaration,
  sources: ReadonlyMap<string, string> = sampleSources,
): readonly GeneratedFile[] {
  return emitFiles(computeSound(declaration, sources), digest);
}

/** The text of `fleet.json` for a declaration in which nothing is wrong. */
export function fleetJsonOf(declaration: FleetDeclaration): string {
  const file = renderSound(declaration).find(({ path }) => path === "fleet.json");
  if (file === undefined) throw new Error("bug: no fleet.json");
  return file.contents;
}
