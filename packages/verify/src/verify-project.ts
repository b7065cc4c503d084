import type { ResolvedHost } from "@fleet/core";
import type { Diagnostic } from "@fleet/diagnostics";
import { createNativeEvaluator, findNix, type NixEvaluator } from "@fleet/nix-eval";
import type { CompiledFleet } from "@fleet/project/internal";
import { askFlake } from "./ask/flake-facts.ts";
import { askProbe } from "./ask/probe-facts.ts";
import type { Answers, Question } from "./facts/answers.ts";
import { type HostVerdict, verifyHosts } from "./verdict/host-verdict.ts";

/** What to compare, and how to ask Nix. */
export interface VerificationRequest {
  /** The fleet's folder. */
  readonly root: string;
  readonly fleet: CompiledFleet;
  /** The hosts to look at. */
  readonly hosts: readonly ResolvedHost[];
  /** Whether to evaluate the flake; otherwise only fleet's own modules. */
  readonly isFlake: boolean;
  readonly impure: boolean;
  /** Whether Nix reads another `fleet.json` than the declaration comes to. */
  readonly isStale: boolean;
  /** Milliseconds for an evaluation; undefined for the usual time. */
  readonly timeLimit: number | undefined;
  /** Further arguments for Nix. */
  readonly nixArguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly showProgress: (text: string) => void;
}

/** How the hosts came out, and what concerns no single one. */
export interface Verification {
  readonly verdicts: readonly HostVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks Nix what it makes of the fleet, and compares that with what was computed. */
export async function runVerification(request: VerificationRequest): Promise<Verification> {
  const { environment, fleet, hosts, isFlake, isStale, showProgress } = request;
  showProgress("Looking for Nix …");
  const nix = await findNix({ environment });
  if (!nix.ok) return { verdicts: [], diagnostics: nix.diagnostics };
  const { evaluate } = createNativeEvaluator({ nix: nix.value, environment });
  const answers = await ask(evaluate, request);
  showProgress("");
  const verdicts = verifyHosts({ fleet, hasModules: isFlake, isStale }, hosts, answers);
  return { verdicts, diagnostics: answers.diagnostics };
}

async function ask(
  evaluate: NixEvaluator["evaluate"],
  request: VerificationRequest,
): Promise<Answers> {
  const { root, isFlake, impure, isStale, nixArguments, showProgress, timeLimit } = request;
  const options = { nixArguments, ...(timeLimit === undefined ? {} : { timeLimit }) };
  const question = composeQuestion(request);
  if (isFlake) {
    return askFlake({ evaluate, directory: root, impure, options, showProgress }, question);
  }
  showProgress("Evaluating the modules of fleet …");
  const { stale, ...answers } = await askProbe({ evaluate, root }, question, options);
  const outdated = isStale ? [] : stale.map(describeOutdated);
  return { ...answers, diagnostics: [...answers.diagnostics, ...outdated] };
}

function composeQuestion({ fleet, hosts }: VerificationRequest): Question {
  const ids = new Set(hosts.map(({ id }) => id));
  const systems = hosts.flatMap(({ id, platform, accounts }) => {
    if (platform === "linux") return [];
    const all = [...accounts.values()];
    const logins = all.map(({ username }) => username.value);
    const shells = all.map(({ shell }) => shell.value);
    return [[id, { platform, logins, shells }] as const];
  });
  const homes = [...fleet.homes.standalone].filter(([, { host }]) => ids.has(host));
  return { hosts: new Map(systems), homes: homes.map(([name]) => name) };
}

function describeOutdated(path: string): Diagnostic {
  return {
    code: "verify/stale",
    severity: "error",
    path: [],
    file: path,
    message: `Nix finds another ${JSON.stringify(path)} than the one that fleet.json was computed from.`,
    help: "Something changes the file while fleet runs, or after it: run fleet generate when that is over.",
  };
}
