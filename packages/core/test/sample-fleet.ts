import { type Diagnostic, formatPath } from "@fleet/diagnostics";
import {
  type FleetDeclaration,
  parseFleet,
  resolveFleet,
  type Surroundings,
} from "../src/index.ts";

/** The blob of an ed25519 key of zeros: well-formed, and nobody's. */
export const publicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} keith@mini`;

/** A fleet in which nothing is wrong, with other sections beside or in place of its own. */
export function sampleFleet(sections: object = {}): object {
  return {
    users: { keith: { fullName: "Keith", isAdmin: true }, traci: { fullName: "Traci" } },
    hosts: { mini: { system: "x86_64-linux", users: ["keith", "traci"] } },
    defaults: { stateVersion: "24.05" },
    ...sections,
  };
}

/** The sample with one more user, `henry`, who is on no host. */
export function withHenry(henry: object): object {
  return sampleFleet({
    users: {
      keith: { fullName: "Keith", isAdmin: true },
      traci: { fullName: "Traci" },
      henry: { fullName: "Henry", ...henry },
    },
  });
}

/** The sample, in which more is said about the host `mini`. */
export function withMini(mini: object): object {
  return sampleFleet({
    hosts: { mini: { system: "x86_64-linux", users: ["keith", "traci"], ...mini } },
  });
}

/** Surroundings in which these files exist and git tracks them; those with a text hold it. */
export function surroundingsOf(
  files: readonly string[],
  contents: Readonly<Record<string, string>> = {},
): Surroundings {
  const all = new Set([...files, ...Object.keys(contents)]);
  return { files: all, tracked: all, contents: new Map(Object.entries(contents)) };
}

/** Surroundings in which every file exists that the canonical layout asks for. */
export function canonicalSurroundings(declaration: object): Surroundings {
  const files = new Set<string>();
  const folders = new Map([
    ["users", "users"],
    ["hosts", "hosts"],
    ["profiles", "profiles"],
    ["aggregates", "aggregates"],
    ["features", "modules"],
  ]);
  for (const [section, ids] of Object.entries(declaration)) {
    const folder = folders.get(section);
    if (folder === undefined || typeof ids !== "object" || ids === null) continue;
    for (const id of Object.keys(ids)) files.add(`${folder}/${id}.nix`);
  }
  return { files, tracked: files, contents: new Map() };
}

/** All that the parser and the resolver find, the latter in surroundings that lack nothing unless they are given. */
export function findEverything(declaration: object, surroundings?: Surroundings): Diagnostic[] {
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) return [...diagnostics];
  const around = surroundings ?? canonicalSurroundings(declaration);
  return [...diagnostics, ...resolveFleet(fleet, around).diagnostics];
}

/** What a declaration lacks that is only as large as its test needs. */
const ofSmallFleets: ReadonlySet<string> = new Set(["core/host-without-admin"]);

/** The same without what is only said of a fleet because it is small. */
export function findAll(declaration: object, surroundings?: Surroundings): Diagnostic[] {
  return findEverything(declaration, surroundings).filter(({ code }) => !ofSmallFleets.has(code));
}

/** The same, in short: `code at path`, in the order of the findings. */
export function findCodes(declaration: object, surroundings?: Surroundings): string[] {
  return findAll(declaration, surroundings).map(
    ({ code, path }) => `${code} at ${formatPath(path)}`,
  );
}

/** The resolved form of a declaration in which nothing is wrong. */
export function resolveSound(declaration: object | FleetDeclaration, surroundings?: Surroundings) {
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) throw new Error("bug: the declaration is of the wrong shape");
  const resolved = resolveFleet(fleet, surroundings ?? canonicalSurroundings(declaration));
  const errors = [...diagnostics, ...resolved.diagnostics].filter((d) => d.severity === "error");
  if (errors.length > 0) throw new Error(`bug: ${errors.map((d) => d.message).join(" ")}`);
  return { fleet, resolved: resolved.value };
}
