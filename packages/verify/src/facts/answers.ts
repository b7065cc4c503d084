import type { Diagnostic } from "@fleet/diagnostics";
import type { JsonValue } from "@fleet/nix-eval";
import { readEntries } from "./fact.ts";
import { type HomeFacts, type HostFacts, readHomeFacts, readHostFacts } from "./nix-facts.ts";

/** What Nix says of one host or home: what it came to, that there is none, or why it cannot tell. */
export type Answer<T> =
  | { readonly kind: "facts"; readonly facts: T }
  | { readonly kind: "missing" }
  | { readonly kind: "failed"; readonly diagnostics: readonly Diagnostic[] };

/** What Nix says of a fleet. What was asked for and is not there was not looked at. */
export interface Answers {
  /** By host id. */
  readonly hosts: ReadonlyMap<string, Answer<HostFacts>>;
  /** The standalone homes, by name. */
  readonly homes: ReadonlyMap<string, Answer<HomeFacts>>;
  /** What concerns no single host. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What to ask Nix about. */
export interface Question {
  /** The hosts that have a system, by id. */
  readonly hosts: ReadonlyMap<string, HostQuestion>;
  /** The names of standalone homes. */
  readonly homes: readonly string[];
}

/** What to ask about a host. */
interface HostQuestion {
  readonly platform: "nixos" | "darwin";
  /** The login names and shells that were computed; they may repeat. */
  readonly logins: readonly string[];
  readonly shells: readonly string[];
}

/** What Nix says about some names, as it comes. */
export interface RawAnswers {
  readonly answers: ReadonlyMap<string, Answer<JsonValue>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** What an object of facts by name says about some names. */
export function readMembers(
  value: JsonValue | undefined,
  names: Iterable<string>,
): ReadonlyMap<string, Answer<JsonValue>> {
  const members = readEntries(value);
  const answers = new Map<string, Answer<JsonValue>>();
  for (const name of names) {
    const facts = members.get(name) ?? null;
    answers.set(name, facts === null ? { kind: "missing" } : { kind: "facts", facts });
  }
  return answers;
}

/** The answers of several evaluations in one. */
export function joinAnswers(all: readonly RawAnswers[]): RawAnswers {
  return {
    answers: new Map(all.flatMap(({ answers }) => [...answers])),
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Reads what Nix says of systems and of standalone homes. */
export function readAnswers(systems: RawAnswers, homes: RawAnswers): Answers {
  return {
    hosts: mapAnswers(systems.answers, readHostFacts),
    homes: mapAnswers(homes.answers, readHomeFacts),
    diagnostics: [...systems.diagnostics, ...homes.diagnostics],
  };
}

function mapAnswers<T>(
  answers: ReadonlyMap<string, Answer<JsonValue>>,
  read: (value: JsonValue) => T,
): ReadonlyMap<string, Answer<T>> {
  return new Map(
    [...answers].map(([name, answer]) => [
      name,
      answer.kind === "facts" ? { kind: "facts", facts: read(answer.facts) } : answer,
    ]),
  );
}
