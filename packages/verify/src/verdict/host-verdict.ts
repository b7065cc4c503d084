import type { ResolvedHost } from "@fleet/core";
import { type Diagnostic, isError, quote } from "@fleet/diagnostics";
import { listCheckFindings } from "../differences/check-differences.ts";
import { groupStandaloneHomes, listIntegratedHomes } from "../differences/computed-homes.ts";
import type { Comparison } from "../differences/difference.ts";
import {
  type ComputedHome,
  compareHome,
  describeMissingHome,
} from "../differences/home-differences.ts";
import { compareHost, describeMissingHost } from "../differences/host-differences.ts";
import { listNewerHomes } from "../differences/release-differences.ts";
import { countSecrets } from "../differences/secret-place.ts";
import type { Answer, Answers } from "../facts/answers.ts";
import type { HomeFacts, HostFacts } from "../facts/nix-facts.ts";
import { listHomeNotes, listNotes } from "./host-notes.ts";
import { isToldAlready } from "./own-messages.ts";

/** How a host came out of the comparison. */
export interface HostVerdict {
  readonly id: string;
  /**
   * Whether Nix has what was computed, has something else, could not evaluate the host or one of its
   * homes, has none of that name, or was not asked because it could not be.
   */
  readonly state: "as-computed" | "different" | "failed" | "missing" | "unknown";
  readonly accounts: number;
  /** Integrated and standalone ones; a home with two names counts once, one of both kinds twice. */
  readonly homes: number;
  /** Those of the system, and those of each of the homes. */
  readonly secrets: number;
  /** What concerns the host. */
  readonly diagnostics: readonly Diagnostic[];
  /** What modules add and may add, in sentences. */
  readonly notes: readonly string[];
}

/** Compares hosts with what Nix says of them, in their order. */
export function verifyHosts(
  comparison: Comparison,
  hosts: readonly ResolvedHost[],
  answers: Answers,
): HostVerdict[] {
  const standalone = groupStandaloneHomes(comparison.fleet);
  return hosts.map((host) =>
    verifyHost({ comparison, host, answers, homes: standalone.get(host.id) ?? new Map() }),
  );
}

interface HostTask {
  readonly comparison: Comparison;
  readonly host: ResolvedHost;
  readonly answers: Answers;
  /** The standalone homes, by name. */
  readonly homes: ReadonlyMap<string, ComputedHome>;
}

function verifyHost({ comparison, host, answers, homes }: HostTask): HostVerdict {
  const system = host.platform === "linux" ? undefined : answers.hosts.get(host.id);
  const own = [...homes].map(([name, home]) => [home, answers.homes.get(name)] as const);
  const diagnostics = [
    ...(system === undefined ? [] : judgeSystem(comparison, host, system)),
    ...own.flatMap(([home, answer]) =>
      answer === undefined ? [] : judgeHome(comparison, home, answer),
    ),
  ];
  const all = [...(host.platform === "linux" ? [] : [system]), ...own.map(([, answer]) => answer)];
  const persons = new Set([...homes.values()].map(({ account }) => account.user));
  const integrated = [...listIntegratedHomes(comparison.fleet, host).values()];
  const owners = [...integrated.map(({ account }) => account.user), ...persons];
  return {
    id: host.id,
    state: chooseState(all, diagnostics),
    accounts: host.accounts.size,
    homes: owners.length,
    secrets: countSecrets(comparison.fleet, host, owners),
    diagnostics,
    notes: [
      ...(system?.kind === "facts" ? listNotes(comparison, host, system.facts) : []),
      ...own.flatMap(([home, answer]) =>
        answer?.kind === "facts" ? listHomeNotes(comparison, home, answer.facts) : [],
      ),
    ],
  };
}

function chooseState(
  answers: readonly (Answer<unknown> | undefined)[],
  diagnostics: readonly Diagnostic[],
): HostVerdict["state"] {
  const kinds = answers.map((answer) => answer?.kind);
  if (kinds.includes("failed")) return "failed";
  if (kinds.includes("missing")) return "missing";
  if (kinds.includes(undefined)) return "unknown";
  return diagnostics.some(isError) ? "different" : "as-computed";
}

function judgeSystem(
  comparison: Comparison,
  host: ResolvedHost,
  answer: Answer<HostFacts>,
): Diagnostic[] {
  const { id } = host;
  const name = `host ${quote(id)}`;
  if (answer.kind === "failed") {
    const homes = [...listIntegratedHomes(comparison.fleet, host).values()];
    const newer = listNewerHomes(comparison, homes, answer.diagnostics);
    return newer.length > 0 ? newer : answer.diagnostics.map((one) => blameOn(one, name, id));
  }
  if (answer.kind === "missing") return [describeMissingHost(host)];
  const differences = [...compareHost(comparison, host, answer.facts)];
  const { failures, warnings } = answer.facts.checks;
  const isNew = (text: string) => !isToldAlready(differences, text);
  const checks = { failures: failures.filter(isNew), warnings: warnings.filter(isNew) };
  return [...differences, ...listCheckFindings(comparison, checks, { name, host: id })];
}

function judgeHome(
  comparison: Comparison,
  home: ComputedHome,
  answer: Answer<HomeFacts>,
): Diagnostic[] {
  const { name, host } = home;
  if (answer.kind === "failed") {
    const newer = listNewerHomes(comparison, [home], answer.diagnostics);
    return newer.length > 0 ? newer : answer.diagnostics.map((one) => blameOn(one, name, host));
  }
  if (answer.kind === "missing") return [describeMissingHome(comparison, home)];
  return [
    ...compareHome(comparison, home, answer.facts),
    ...listCheckFindings(comparison, answer.facts.checks, home),
  ];
}

/** What Nix stumbled over, as a finding about the host. */
function blameOn(diagnostic: Diagnostic, name: string, hostId: string): Diagnostic {
  if (!isError(diagnostic)) return diagnostic;
  const { file, position, ...rest } = diagnostic;
  const message = `Nix cannot evaluate ${name}. ${rest.message}`;
  const path = ["hosts", hostId];
  if (file === undefined) return { ...rest, path, message };
  // A place in a library is no file of the fleet.
  if (!file.startsWith("/")) return { ...diagnostic, path, message };
  const line = position === undefined ? "" : `:${position.line}`;
  return { ...rest, path, message: `${message}\n… in ${file}${line}` };
}
