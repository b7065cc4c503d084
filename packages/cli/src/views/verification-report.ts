import { alignColumns, isError } from "@fleet/diagnostics";
import type { HostVerdict } from "@fleet/verify";

/** Of more hosts than this only those are listed about which there is something to say. */
const listedHosts = 20;

/** Says of each host in a line how it came out, with a line below it for each note. */
export function renderVerdicts(verdicts: readonly HostVerdict[], width?: number): string {
  const isLong = verdicts.length > listedHosts;
  const listed = isLong ? verdicts.filter(({ state }) => state !== "as-computed") : verdicts;
  const lines = alignColumns(
    listed.flatMap(({ id, notes, ...verdict }) => [
      [id, describeVerdict(verdict)],
      ...notes.map((note) => ["", `note: ${note}`]),
    ]),
    width,
  );
  const fine = verdicts.length - listed.length;
  if (fine > 0) lines.push(`${fine} ${fine === 1 ? "host" : "hosts"}: as computed`);
  return lines.map((line) => `${line}\n`).join("");
}

/** The same for programs. */
export function describeVerdicts(verdicts: readonly HostVerdict[]) {
  return verdicts.map(({ id, state, accounts, homes, secrets, notes, diagnostics }) => ({
    id,
    state,
    accounts,
    homes,
    secrets,
    differences: diagnostics.filter(isError).length,
    notes,
  }));
}

function describeVerdict({
  accounts,
  homes,
  secrets,
  state,
  diagnostics,
}: Pick<HostVerdict, "accounts" | "homes" | "secrets" | "state" | "diagnostics">): string {
  const counts = [
    countOf(accounts, "account"),
    countOf(homes, "home"),
    ...(secrets === 0 ? [] : [countOf(secrets, "secret")]),
  ].join(", ");
  const words = {
    "as-computed": "as computed",
    different: countOf(diagnostics.filter(isError).length, "difference"),
    failed: "Nix cannot evaluate it",
    missing: "Nix does not have it",
    unknown: "not verified",
  };
  return `${counts}: ${words[state]}`;
}

function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
