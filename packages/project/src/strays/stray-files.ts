import type { ComputedFleet } from "@fleet/codegen";
import { reportStrays, reportUnused, tellRenames } from "@fleet/core/internal";
import type { Diagnostic } from "@fleet/diagnostics";
import { join } from "pathe";
import { reportSubmodules, seesSubmodules } from "../compute/used-submodules.ts";
import { decodeText } from "../disk/bytes.ts";
import { readLocalFile } from "../disk/local-file.ts";
import { listSubmodules } from "../disk/submodules.ts";
import { addFindings, type Project } from "../project.ts";
import { reportLeftovers } from "./leftover-files.ts";
import { isWrong, readSigns } from "./moved-files.ts";
import { reportPrimaryUsers } from "./primary-users.ts";
import { lookForStrays, type StrayLook } from "./unmentioned.ts";
import { reportUnsetKeys } from "./unset-keys.ts";

/**
 * The project with what is in the way of nothing, for whoever asks what is wrong: files of nobody, but for
 * those that look renamed and have been told; and what is declared and used by nothing.
 */
export async function findStrays(project: Project): Promise<Project> {
  const { config, fleet, findings, tracked, world } = project;
  if (config === undefined || fleet === undefined || isWrong(findings)) return project;
  const { declared, files } = fleet;
  const known = { files, tracked };
  const signs = readSigns(world, { root: config.root, fleet: declared, known });
  const asMissing = findings.map((one) =>
    one.code === "core/looks-renamed" ? { ...one, code: "core/missing-file" as const } : one,
  );
  const { told } = tellRenames(asMissing, signs);
  const left = signs.strays.filter((stray) => !told.has(stray));
  return addFindings(project, [
    ...findSubmodules(project, fleet),
    ...reportLeftovers(project),
    ...reportUnsetKeys(project),
    ...reportPrimaryUsers(project),
    ...reportUnused(declared),
    ...reportStrays(declared, left, known),
  ]);
}

/** How far files of nobody could be looked for; undefined where nothing is known of any. */
export function lookAtStrays({ config, fleet, findings, world }: Project): StrayLook | undefined {
  if (config === undefined || fleet === undefined || isWrong(findings)) return undefined;
  const { declared, files } = fleet;
  return lookForStrays(world.disk, { root: config.root, fleet: declared, files });
}

/** That modules lie in submodules, unless the flake says that it needs them. */
function findSubmodules(
  { world: { disk }, config, tracked }: Project,
  fleet: ComputedFleet,
): Diagnostic[] {
  if (config === undefined || tracked === undefined) return [];
  const { root } = config;
  const found = reportSubmodules(fleet, listSubmodules(disk, root));
  if (found.length === 0) return found;
  const flake = readLocalFile(disk, { root, path: join(root, "flake.nix"), name: "flake.nix" });
  return flake.ok && seesSubmodules(decodeText(flake.bytes)) ? [] : found;
}
