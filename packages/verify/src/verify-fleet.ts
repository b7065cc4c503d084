import type { Digest } from "@fleet/codegen";
import type { ResolvedHost } from "@fleet/core";
import type { Diagnostic } from "@fleet/diagnostics";
import type { NixEvaluator } from "@fleet/nix-eval";
import type { Disk } from "@fleet/project";
import { askEngineOutputs } from "./ask/engine-outputs.ts";
import { askFlake } from "./ask/flake-facts.ts";
import { askProbe } from "./ask/probe-facts.ts";
import { composeQuestion } from "./ask/question.ts";
import { verifyCodes } from "./codes.ts";
import type { ComparedFleet } from "./differences/difference.ts";
import type { Answers } from "./facts/answers.ts";
import { type HostVerdict, verifyHosts } from "./verdict/host-verdict.ts";
import { compareVersions } from "./verdict/version-differences.ts";

/** What to compare, and how to ask Nix. */
export interface VerificationOptions {
  /** The hosts to look at, by id; others than the fleet's are left out. Default: all. */
  readonly hosts?: readonly string[];
  /** Whether to evaluate the flake; otherwise only fleet's own modules. Default: true. */
  readonly isFlake?: boolean;
  /** Whether the flake may read files outside, the environment and the clock. Default: false. */
  readonly impure?: boolean;
  /** Milliseconds for an evaluation. Default: that of the evaluator. */
  readonly timeLimit?: number | undefined;
  /** The version of the command, to compare with that of the flake's library. Default: it is not compared. */
  readonly version?: string;
  /** Further arguments for Nix. Default: none. */
  readonly nixArguments?: readonly string[];
  /** Is told what comes next, and "" at the end. */
  readonly showProgress?: (text: string) => void;
}

/** A computed fleet, and what lies on the disk for Nix to read. */
export interface GeneratedFleet {
  /** The fleet's folder. */
  readonly root: string;
  /** The folder of its flake: the same, or one above. Default: the same. */
  readonly flake?: string;
  readonly fleet: ComparedFleet;
  /** The disk that holds what Nix is given of fleet itself. */
  readonly disk: Pick<Disk, "read">;
  /** The SHA-256 of a text, in hexadecimal digits: by it, hashes of passwords are compared. */
  readonly digest: Digest;
  /** Whether Nix reads another `fleet.json` than the declaration comes to. */
  readonly isStale: boolean;
}

/** How the hosts came out, in the fleet's order, and what concerns no single one. */
export interface FleetVerdict {
  readonly verdicts: readonly HostVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks Nix what it makes of a fleet, and compares that with what was computed. */
export async function verifyFleet(
  generated: GeneratedFleet,
  { evaluate }: NixEvaluator,
  options: VerificationOptions = {},
): Promise<FleetVerdict> {
  const { digest, fleet, isStale } = generated;
  const { isFlake = true, showProgress } = options;
  const all = [...fleet.resolved.hosts.values()];
  const hosts = all.filter(({ id }) => options.hosts?.includes(id) ?? true);
  const answers = await ask({ ...generated, evaluate, hosts }, options);
  showProgress?.("");
  const verdicts = verifyHosts({ fleet, hasModules: isFlake, isStale, digest }, hosts, answers);
  const versions = compareVersions(options.version, answers);
  return { verdicts, diagnostics: [...answers.diagnostics, ...versions] };
}

interface Inquiry extends GeneratedFleet, NixEvaluator {
  readonly hosts: readonly ResolvedHost[];
}

async function ask(
  { evaluate, fleet, disk, hosts, isStale, root, flake = root }: Inquiry,
  options: VerificationOptions,
): Promise<Answers> {
  const { isFlake = true, impure = false, nixArguments = [], timeLimit } = options;
  const { showProgress = () => undefined } = options;
  const question = composeQuestion(fleet, hosts);
  const limits = { nixArguments, ...(timeLimit === undefined ? {} : { timeLimit }) };
  if (isFlake) {
    const access = { evaluate, disk, directory: flake, impure, options: limits, showProgress };
    const answers = await askFlake(access, question);
    // What keeps the flake from being evaluated at all is said once.
    if (answers.hosts.size === 0 && answers.diagnostics.length > 0) return answers;
    const ofEngines = await askEngineOutputs(access, hosts);
    return { ...answers, diagnostics: [...answers.diagnostics, ...ofEngines] };
  }
  showProgress("Evaluating the modules of fleet …");
  const { stale, ...answers } = await askProbe({ evaluate, root }, question, limits);
  const outdated = isStale ? [] : stale.map(describeOutdated);
  return { ...answers, diagnostics: [...answers.diagnostics, ...outdated] };
}

function describeOutdated(path: string): Diagnostic {
  const message = `Nix finds another ${JSON.stringify(path)} than the one that fleet.json was computed from.`;
  return verifyCodes.create("stale", message, {
    file: path,
    help: "Something changes the file while fleet runs, or after it: run fleet generate when that is over.",
  });
}
