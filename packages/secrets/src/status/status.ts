import { compareNames, type Diagnostic, quote } from "@fleet/diagnostics";
import { checkTransitiveAccess } from "../access/access.ts";
import { checkClan, type ReadClan } from "../clan/clan-findings.ts";
import { withoutClan } from "../clan/clan-layout.ts";
import { findUndeclaredClan } from "../clan/undeclared-clan.ts";
import { secretsCodes } from "../codes.ts";
import { createFileComparison, type FileStatus } from "../comparison/file-status.ts";
import type { SeenContent } from "../comparison/plain-file.ts";
import type { ValueType } from "../files/file-values.ts";
import { type FileView, reportFile } from "../findings/file-findings.ts";
import { reportStrangers } from "../findings/former-readers.ts";
import {
  filesAreTracked,
  type GitView,
  isInAbsentSubmodule,
  noGit,
  submodulesAreThere,
} from "../findings/git-findings.ts";
import { checkIgnored } from "../findings/ignore-findings.ts";
import { keysAreDeclared } from "../findings/likely-keys.ts";
import { rulesHaveFiles } from "../findings/rule-findings.ts";
import { checkUses } from "../findings/use-checks.ts";
import { convertSshToAge } from "../keys/ssh-to-age.ts";
import { createRuleFinder } from "../rules/file-rule.ts";
import type { Secrets } from "../rules/resolve-secrets.ts";
import { type ConfigOnDisk, checkConfig } from "../sops-yaml/config-check.ts";
import { checkCoverage } from "../wiring/coverage.ts";
import type { SecretUse } from "../wiring/wiring.ts";

/** What is on disk, gathered before. */
export interface Repository extends ConfigOnDisk {
  /** The secrets that hosts and homes declare. */
  readonly uses: readonly SecretUse[];
  /**
   * The keys that the files of `uses` hold, and of others those that may be called like a private key, by
   * path; see `readSecretKeys` and `mayNameKey`.
   */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, ValueType>>;
  /** The public SSH host keys that hosts were found to have, by host id. */
  readonly hostKeys: ReadonlyMap<string, string>;
  /** What is of note in the content of files, by path. Default: nothing. */
  readonly contents?: ReadonlyMap<string, SeenContent>;
  /** Default: nothing is known of git. */
  readonly git?: GitView;
  /** What stands at paths and was not looked at, which has findings of its own. Default: nothing. */
  readonly unread?: ReadonlySet<string>;
  /** The files that `secrets.ignore` names. Default: none. */
  readonly ignored?: readonly string[];
  /** What was read of clan's folders; `secrets` has it, too. Default: nothing. */
  readonly clan?: ReadClan | undefined;
}

/** How the declaration, `.sops.yaml` and the files compare. */
export interface Status {
  /** In order of the paths. */
  readonly files: readonly FileStatus[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares what is declared with what is on disk; neither a key nor sops is needed. */
export function compareRepository(secrets: Secrets, repository: Repository): Status {
  const { keyring, rules } = secrets;
  const { find } = createRuleFinder(rules);
  const own = withoutClan(secrets);
  const ownFiles = repository.files.filter(({ path }) => find(path)?.owner === undefined);
  const sorted = [...repository.files].sort((a, b) => compareNames(a.path, b.path));
  const compare = createFileComparison(keyring);
  const { contents = new Map<string, SeenContent>(), git = noGit, unread } = repository;
  const files = sorted.map((file) => compare(file, find(file.path), contents.get(file.path)));
  const isOutOfSight = (path: string) =>
    unread?.has(path) === true || isInAbsentSubmodule(path, git);
  const uses = repository.uses.filter(({ file }) => !isOutOfSight(file));
  const dependents = findDependents(repository.uses);
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  // What no rule is about cannot be made with `sops edit` either.
  const isRuled = ({ file }: SecretUse) => byPath.has(file) || find(file) !== undefined;
  const ruled = uses.filter(isRuled);
  const unruled = uses.filter((use) => !isRuled(use));
  return {
    files,
    diagnostics: [
      ...checkConfig(own, { ...repository, files: ownFiles }),
      ...reportFiles(files, { keyring, dependents, contents }, secrets.clan !== undefined),
      ...reportStrangers(files, keyring),
      ...rulesHaveFiles(own.rules, files, isOutOfSight),
      ...checkIgnored(own, repository.ignored ?? [], git),
      ...(repository.clan === undefined ? [] : checkClan(repository.clan)),
      ...submodulesAreThere(rules, repository.uses, git),
      ...filesAreTracked(files, repository.uses, git),
      ...checkCoverage(unruled, keyring),
      ...checkUses(ruled, { files: byPath, keys: repository.keys, keyring, contents }),
      ...checkHostKeys(secrets, repository),
      ...keysAreDeclared(files, { keyring, keys: repository.keys, uses: repository.uses }),
      ...checkTransitiveAccess(
        secrets,
        sorted.map(({ path }) => path),
      ),
    ],
  };
}

/** What is wrong with each file; that files have no rule, once where it is clan's of which nothing is declared. */
function* reportFiles(
  files: readonly FileStatus[],
  view: FileView,
  isClanDeclared: boolean,
): Iterable<Diagnostic> {
  const undeclared = findUndeclaredClan(isClanDeclared ? [] : files);
  for (const status of files) {
    const isTold = undeclared.paths.has(status.file.path);
    for (const finding of reportFile(status, view)) {
      if (!isTold || finding.code !== "secrets/no-rule") yield finding;
    }
  }
  yield* undeclared.diagnostics;
}

function* checkHostKeys({ keyring }: Secrets, { hostKeys }: Repository): Iterable<Diagnostic> {
  for (const [host, line] of [...hostKeys].sort(([a], [b]) => compareNames(a, b))) {
    const declared = keyring.recipients.get(`host:${host}`) ?? [];
    // A file of public keys may hold further lines; ssh-keygen writes one.
    const found = convertSshToAge(line.split("\n", 1)[0] ?? "");
    if (declared.length === 0 || !found.ok) continue;
    if (declared.some(({ id }) => id === found.recipient)) continue;
    yield secretsCodes.create(
      "host-key-mismatch",
      `The host ${quote(host)} has another SSH host key than the declared one, and will decrypt nothing.`,
      {
        path: ["hosts", host],
        help: "If it was installed anew, declare its new key and run `fleet secrets sync`; if not, find out who answers for it.",
      },
    );
  }
}

function findDependents(uses: readonly SecretUse[]): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const { file, reader, name } of uses) {
    const known = dependents.get(file) ?? [];
    known.push(`${reader} (${quote(name)})`);
    dependents.set(file, known);
  }
  return dependents;
}
