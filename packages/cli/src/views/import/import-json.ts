import type { ImportedFleet } from "@fleet/import";
import { relative } from "pathe";
import { countDeclared } from "./import-counts.ts";

/**
 * An import for programs: `file` from the root, the `sources` that were read, what is `declared` (in numbers), `people`
 * and `hosts` by id, every `question` with its answer, every `remark`, what is `left`, what could not be read (`failed`),
 * how it compares (`comparison`), the `config` as text, and the lines for `flake.nix`.
 */
export function describeImport(
  imported: ImportedFleet,
  { isWritten }: { readonly isWritten: boolean },
) {
  const { place, found, proposal, questions, text, flakeLines, project } = imported;
  const hosts = project.fleet?.resolved.hosts;
  const accountsOf = (user: string) =>
    [...(hosts ?? [])].flatMap(([host, { accounts }]) => (accounts.has(user) ? [host] : []));
  return {
    root: place.root,
    files: [{ path: relative(place.root, place.target), change: isWritten ? "created" : "none" }],
    sources: describeSources(found),
    declared: countDeclared(imported),
    people: Object.keys(proposal.declaration.users).map((id) => ({ id, hosts: accountsOf(id) })),
    hosts: Object.keys(proposal.declaration.hosts).map((id) => ({
      id,
      system: proposal.declaration.hosts[id]?.system ?? null,
      users: [...(hosts?.get(id)?.accounts.keys() ?? [])],
    })),
    questions: questions.map(({ answer, ...question }) => ({
      ...question,
      answer: answer ?? null,
    })),
    remarks: proposal.remarks,
    left: proposal.left,
    failed: found.failed.map(({ source, name, diagnostics }) => ({
      source,
      name,
      reasons: diagnostics.map(({ code, message }) => ({ code, message })),
    })),
    comparison: {
      computed: imported.computed,
      evaluated: imported.evaluated ?? null,
      ignoredFiles: imported.ignoredFiles,
    },
    config: text,
    flakeLines,
  };
}

function describeSources({ surveyed, flake, sops, clan, agenix }: ImportedFleet["found"]) {
  return {
    flake:
      flake === undefined ? null : { hosts: surveyed.hosts.length, homes: surveyed.homes.length },
    sops:
      sops === undefined
        ? null
        : { configs: sops.configs.map(({ folder }) => folder), encrypted: sops.encrypted.size },
    clan: clan === undefined ? null : { folder: clan.folder ?? null },
    agenix: agenix === undefined ? null : { files: agenix.secrets.length },
  };
}
