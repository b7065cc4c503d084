import type { ImportedFleet } from "@fleet/import";

/** A word with the number of what it stands for: "1 host", "2 hosts". */
export function countOf(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}

/** What a proposal declares, in numbers. */
export interface DeclaredCounts {
  readonly people: number;
  readonly hosts: number;
  readonly accounts: number;
  readonly serviceAccounts: number;
  readonly groups: number;
  readonly operators: number;
  readonly rules: number;
  /** Comments that say what was guessed. */
  readonly guesses: number;
}

/** Counts what is declared, and the accounts that it comes to. */
export function countDeclared({
  proposal,
  project,
}: Pick<ImportedFleet, "proposal" | "project">): DeclaredCounts {
  const { users, hosts, serviceAccounts, groups, operators, secrets } = proposal.declaration;
  const sizeOf = (section: object | undefined) => Object.keys(section ?? {}).length;
  const resolved = [...(project.fleet?.resolved.hosts.values() ?? [])];
  return {
    people: sizeOf(users),
    hosts: sizeOf(hosts),
    accounts: resolved.reduce((sum, { accounts }) => sum + accounts.size, 0),
    serviceAccounts: sizeOf(serviceAccounts),
    groups: sizeOf(groups),
    operators: sizeOf(operators),
    rules: secrets?.files?.length ?? 0,
    guesses: proposal.remarks.filter(({ isGuess }) => isGuess).length,
  };
}
