import { listDeployCommands } from "@fleet/codegen";
import { defaultEngine } from "@fleet/core/internal";
import { compareNames } from "@fleet/diagnostics";
import type { Project } from "../project.ts";
import { findProgram } from "../world/find-program.ts";
import type { World } from "../world/world.ts";
import { countOf, type ExaminedRow, examined } from "./examined-row.ts";
import { type FoundProgram, findVersion, isAtLeast } from "./program-version.ts";

/** A program that is asked for its version, and what it is for. */
interface Needed {
  readonly name: string;
  readonly purpose: string;
  readonly cure: string;
  /** The oldest version that will do. Default: any. */
  readonly oldest?: readonly [number, number];
}

const git: Needed = {
  name: "git",
  purpose: "a flake sees the files that git tracks and no others",
  cure: "Install git: https://git-scm.com",
};

const secretPrograms: readonly Needed[] = [
  {
    name: "sops",
    purpose: "fleet secrets sync and rotate change files through it",
    cure: "Install it: https://getsops.io, or nix shell nixpkgs#sops",
    oldest: [3, 10],
  },
  {
    name: "age-keygen",
    purpose: "it tells which of your keys are whose",
    cure: "Install age: https://age-encryption.org, or nix shell nixpkgs#age",
  },
];

/** The programs that a fleet needs on this machine: git, those for secrets with their plugins, and those that deploy. */
export async function examinePrograms(world: World, project: Project): Promise<ExaminedRow[]> {
  const hasSecrets = project.fleet?.secrets !== undefined;
  const needed = [git, ...(hasSecrets ? secretPrograms : [])];
  const rows = await Promise.all(
    needed.map(async (one) => judgeProgram(one, await findVersion(world, one.name))),
  );
  return [...rows, ...examinePlugins(world, project), ...examineEngines(world, project)];
}

function judgeProgram(
  { name, purpose, cure, oldest }: Needed,
  found: FoundProgram | undefined,
): ExaminedRow {
  if (found === undefined) {
    const says = `It is not in PATH; ${purpose}.`;
    return examined("programs", name, { fitness: "warning", says, fact: "missing", cure });
  }
  const { path, version } = found;
  const shown = version ?? "of an unknown version";
  if (version !== undefined && oldest !== undefined && !isAtLeast(version, oldest)) {
    const says = `${version} (${path}) is too old; fleet needs ${oldest.join(".")}.`;
    return examined("programs", name, {
      fitness: "warning",
      says,
      fact: `${version}, too old`,
      cure,
    });
  }
  return examined("programs", name, { says: `${shown} (${path})`, fact: shown });
}

/** The programs without which nothing is encrypted to somebody's key in a plugin. */
function examinePlugins(world: World, { fleet }: Project): ExaminedRow[] {
  const recipients = [...(fleet?.secrets?.secrets.keyring.recipients.values() ?? [])].flat();
  const plugins = new Set(recipients.flatMap(({ plugin }) => plugin ?? []));
  return [...plugins].sort(compareNames).map((name) => {
    const path = findProgram(world, name);
    if (path !== undefined) return examined("programs", name, { says: path, fact: "there" });
    return examined("programs", name, {
      fitness: "warning",
      says: "It is not in PATH, and files are encrypted to a key that needs it.",
      fact: "missing",
      cure: `Install it, such as with: nix shell nixpkgs#${name}`,
    });
  });
}

/** The programs that bring systems and homes to where they are for. They are not started. */
function examineEngines(world: World, { fleet }: Project): ExaminedRow[] {
  if (fleet === undefined) return [];
  const { resolved, homes } = fleet;
  const commands = listDeployCommands(resolved, homes);
  const engineOf = (host: string, isHome: boolean) => {
    const known = resolved.hosts.get(host);
    if (isHome) return known?.deploy.home ?? "home-manager";
    return known?.deploy.engine ?? defaultEngine(known?.platform ?? "nixos") ?? "nixos-rebuild";
  };
  const uses = commands.map(({ host, user, login }) => ({
    program: programOf(engineOf(host, user !== undefined)),
    host,
    isHere: login === undefined,
  }));
  const byProgram = [...Map.groupBy(uses, ({ program }) => program)];
  return byProgram
    .sort(([a], [b]) => compareNames(a, b))
    .map(([program, of]) => judgeEngine(program, findProgram(world, program), of));
}

function judgeEngine(
  program: string,
  path: string | undefined,
  uses: readonly { readonly host: string; readonly isHere: boolean }[],
): ExaminedRow {
  const remote = new Set(uses.flatMap(({ host, isHere }) => (isHere ? host : [])));
  if (path !== undefined) return examined("programs", program, { says: path, fact: "there" });
  if (remote.size === 0) {
    const says = "It is not here; it is started on the hosts themselves.";
    return examined("programs", program, { says, fact: "missing, needed on hosts alone" });
  }
  return examined("programs", program, {
    fitness: "warning",
    says: `It is not in PATH; ${countOf(remote.size, "host")} can be deployed with it from anywhere.`,
    fact: "missing",
    cure: `Install it where you deploy from, or see where else: fleet explain deploy`,
  });
}

/** The command of an engine, where it is called otherwise. */
function programOf(engine: string): string {
  return engine === "deploy-rs" ? "deploy" : engine;
}
