import type { Finding } from "@fleet/diagnostics";
import {
  type Checked,
  type Diagnostic,
  isError,
  quote,
  sortDiagnostics,
  suggestName,
} from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { Project } from "@fleet/project";
import { createProblem, findFlakeFolder, locateInConfig } from "@fleet/project/internal";
import { inspectGenerated } from "./ask/staleness.ts";
import type { HostVerdict } from "./verdict/host-verdict.ts";
import { type VerificationOptions, verifyFleet } from "./verify-fleet.ts";

/** How a project came out of the comparison with Nix. */
export interface Verification {
  /** In the fleet's order; none where nothing could be compared. */
  readonly verdicts: readonly HostVerdict[];
  /**
   * All of verify's findings with their places: first files that are out of date, which explain the rest.
   * Those of the project itself are not among them.
   */
  readonly findings: readonly Finding[];
}

/** Finds what evaluates Nix. It is only called when there is something to ask. */
export type OpenEvaluator = () => Promise<Checked<NixEvaluator>>;

/**
 * What is wrong with asking for some hosts: those that the fleet does not have. Nothing where the fleet
 * has errors, which come first.
 */
export function findUnknownHosts(
  { fleet, findings }: Project,
  wanted: readonly string[],
): Diagnostic[] {
  const hosts = fleet?.resolved.hosts;
  if (hosts === undefined || findings.some(isError)) return [];
  const unknown = wanted.filter((id) => !hosts.has(id));
  return unknown.map((id) =>
    createProblem("unknown-host", `The fleet has no host ${quote(id)}.`, {
      help: suggestName(id, [...hosts.keys()], "host"),
    }),
  );
}

/**
 * Compares what a project computes with what Nix makes of it. Where the project has errors, nothing is
 * compared.
 */
export async function verifyProject(
  project: Project,
  openEvaluator: OpenEvaluator,
  options: VerificationOptions = {},
): Promise<Verification> {
  const { config, fleet, findings } = project;
  if (config === undefined || fleet === undefined || findings.some(isError)) {
    return { verdicts: [], findings: [] };
  }
  const { isFlake = true, showProgress } = options;
  const generated = inspectGenerated(config, project, { isFlake });
  const locate = (diagnostics: readonly Diagnostic[]) => locateInConfig(project, diagnostics);
  if (!generated.isReadable) {
    return { verdicts: [], findings: await locate(generated.diagnostics) };
  }
  showProgress?.("Looking for Nix …");
  const evaluator = await openEvaluator();
  const isStale = generated.diagnostics.length > 0;
  const { digest, disk } = project.world;
  const { verdicts, diagnostics } = evaluator.ok
    ? await verifyFleet(
        {
          root: config.root,
          flake: findFlakeFolder(disk, config.root),
          fleet,
          disk,
          digest,
          isStale,
        },
        evaluator.value,
        options,
      )
    : { verdicts: [], diagnostics: evaluator.diagnostics };
  const found = [...diagnostics, ...verdicts.flatMap((verdict) => verdict.diagnostics)].filter(
    (one) => !(isStale && repeatsStaleness(one)),
  );
  return {
    verdicts,
    findings: await locate([...generated.diagnostics, ...sortDiagnostics(found)]),
  };
}

/** Whether Nix only says of a generated file what has been said of it, with its cure: it is not as it was written. */
function repeatsStaleness({ code, message }: Diagnostic): boolean {
  return (
    code === "nix-eval/warning" &&
    /`fleet generate` writes it anew from the declaration/.test(message)
  );
}
