import { type Finding, isError } from "@fleet/diagnostics";
import { isOfDeclaration } from "../disk-errors.ts";
import { checkTypesVersion } from "../editor/types-version.ts";
import { lockPath } from "../lock/lock-text.ts";
import type { ComparedOutput } from "../output-findings.ts";
import type { Project } from "../project.ts";
import { isUnrun } from "../world/unrun-scripts.ts";
import { countOf, type ExaminedRow, examined } from "./examined-row.ts";

/** The declaration, what was generated from it, and what is remembered. */
export async function examineFleet(
  { findings: ofOutput, isNew, project }: ComparedOutput,
  version: string,
): Promise<ExaminedRow[]> {
  const { config, fleet } = project;
  if (config === undefined) {
    return [
      examined("fleet", "config", {
        fitness: "warning",
        says: "There is no fleet here, so that nothing of one was looked at.",
        fact: "none",
        cure: "Go to its folder, or name it: fleet doctor --root DIR",
      }),
    ];
  }
  const types = await checkTypesVersion(project, version);
  const outdated = types.findings.find(({ code }) => code === "cli/types-version");
  return [
    isUnrun(project) ? passOver(config.name) : examineConfig(config.name, project.findings),
    ...(fleet === undefined ? [] : [examineOutput(ofOutput, isNew), examineLock(project)]),
    ...(outdated === undefined ? [] : [examineTypes(outdated)]),
  ];
}

function examineConfig(name: string, findings: readonly Finding[]): ExaminedRow {
  const errors = findings.filter((one) => isError(one) && isOfDeclaration(one));
  const [first] = errors;
  if (first === undefined) return examined("fleet", "config", { says: name, fact: kindOf(name) });
  return examined("fleet", "config", {
    fitness: "broken",
    says: `${name} has ${countOf(errors.length, "error")}, such as ${first.code}.`,
    fact: `${kindOf(name)}, ${countOf(errors.length, "error")}`,
    cure: "See them all: fleet check",
  });
}

/** Nothing of a config that may not be run is known, and nothing is said of it. */
function passOver(name: string): ExaminedRow {
  return examined("fleet", "config", {
    fitness: "warning",
    says: `${name} is a script and was not run, so that nothing of the fleet was looked at.`,
    fact: `${kindOf(name)}, not run`,
    cure: "If you trust it, leave out --data-only and FLEET_DATA_ONLY",
  });
}

function kindOf(name: string): string {
  return `fleet.config${/\.[a-z]{2,4}$/.exec(name)?.[0] ?? ""}`;
}

function examineOutput(findings: readonly Finding[], isNew: boolean): ExaminedRow {
  const what = "generated files";
  if (isNew) {
    return examined("fleet", what, {
      fitness: "warning",
      says: "Nothing is generated yet.",
      fact: "none yet",
      cure: "Run: fleet generate",
    });
  }
  const altered = findings.find(({ code }) => code === "cli/altered-file");
  const stale = findings.find(({ code }) => code === "cli/stale-file");
  const found = altered ?? stale;
  if (found === undefined)
    return examined("fleet", what, { says: "up to date", fact: "up to date" });
  return examined("fleet", what, {
    fitness: "broken",
    says: found.message,
    fact: altered === undefined ? "stale" : "edited",
    cure: found.help ?? "Run: fleet generate",
  });
}

function examineLock({ fleet }: Project): ExaminedRow {
  const lock = fleet?.lock;
  const damage = lock?.diagnostics.find(isError);
  if (damage !== undefined) {
    return examined("fleet", lockPath, {
      fitness: "broken",
      says: damage.message,
      fact: damage.code,
      cure: damage.help ?? "See: fleet check",
    });
  }
  const uids = lock?.uids.nixos.accounts.size ?? 0;
  const says = lock?.text === undefined ? "none yet" : `it remembers ${countOf(uids, "uid")}`;
  return examined("fleet", lockPath, { says, fact: says });
}

function examineTypes({ message, help }: Finding): ExaminedRow {
  return examined("fleet", "types for editors", {
    fitness: "warning",
    says: message,
    fact: "of another version",
    cure: help ?? "Run: fleet editor",
  });
}
