import { compareNames, type Diagnostic, quote, shellPath, shellWord } from "@fleet/diagnostics";
import { changeClanSecret, isOfClan } from "../clan/clan-cures.ts";
import { secretsCodes } from "../codes.ts";
import type { FileStatus } from "../comparison/file-status.ts";
import type { SeenContent } from "../comparison/plain-file.ts";
import { defaultCryptRule } from "../files/crypt-rule.ts";
import type { SopsHeader } from "../files/sops-metadata.ts";
import { findOwner } from "../keys/former-reader.ts";
import type { Keyring } from "../keys/keyring.ts";
import { nameRecipients } from "../keys/recipient-name.ts";
import type { FileRule } from "../rules/file-rule.ts";
import { isLiteral } from "../rules/path-pattern.ts";
import { encryptPlainFile, makeFile } from "./cures.ts";
import { explainSoleKeys } from "./sole-keys.ts";

interface RuleView {
  readonly keyring: Keyring;
  /** By path; a file that is not in it has nothing of note. */
  readonly contents: ReadonlyMap<string, SeenContent>;
}

/** An encrypted file has a rule, and a file that has a rule is encrypted, but for what is no secret. */
export function* filesAreRuled(
  { file, rule, kind }: FileStatus,
  { keyring, contents }: RuleView,
): Iterable<Diagnostic> {
  const { path, header, problems } = file;
  const content = contents.get(path);
  // A plain file is told to be one; encrypting it takes care of the key.
  const isKept = kind === "no-secret" || (header !== undefined && file.plaintext.length === 0);
  if (isKept && content?.privateKeyLine !== undefined) yield privateKey(path, content);
  if (header !== undefined && rule === undefined) {
    const ids = header.groups.flat().map(({ id }) => id);
    yield secretsCodes.create(
      "no-rule",
      `No rule says who may decrypt this file, or the one for it has no reader with a key. Those who can: ${nameRecipients(keyring, ids)}.`,
      {
        file: path,
        help: `${proposeRule(path, header, keyring)} Or move it to where a rule is about it.${explainSoleKeys({ file, rule })}`,
      },
    );
  }
  if (kind === "no-secret" || header !== undefined) return;
  if (rule !== undefined && problems.length === 0) yield plainFile(path, rule, content);
}

function privateKey(file: string, { privateKeyLine: line = 1 }: SeenContent): Diagnostic {
  return secretsCodes.create(
    "private-key-in-file",
    "A private key stands here in the clear. (It is not shown.)",
    {
      file,
      position: { line, column: 1 },
      help: `Take it out, and make a new key pair where anybody may have seen it: \`git log --oneline -- ${shellWord(file)}\` shows whether git has it.`,
    },
  );
}

function plainFile(path: string, rule: FileRule, content: SeenContent | undefined): Diagnostic {
  if (isOfClan({ rule })) return plainClanFile(path);
  const message = `The file is not encrypted, although the rule for ${quote(rule.template)} is about it.`;
  const isCommitted = `If \`git log --oneline -- ${shellWord(path)}\` lists a commit, change the secrets in it, too.`;
  const help = `Run ${encryptPlainFile(path, content)}. ${isCommitted}`;
  return secretsCodes.create("plaintext-file", message, { file: path, help });
}

function plainClanFile(file: string): Diagnostic {
  const message = "The file is not encrypted, although clan keeps a secret in it.";
  const isCommitted = `If \`git log --oneline -- ${shellWord(file)}\` lists a commit, give it another value.`;
  const help = `Take it out, \`rm ${shellPath(file)}\`, and make it anew: ${changeClanSecret(file)}. ${isCommitted}`;
  return secretsCodes.create("plaintext-file", message, { file, help });
}

/**
 * The rule by which a file would have the declared ones of its readers. Whoever else can read it is left
 * out: nobody should let somebody in, or back in, by following a help.
 */
function proposeRule(path: string, header: SopsHeader, keyring: Keyring): string {
  const ids = header.groups.flat().map(({ id }) => id);
  const strangers = ids.filter((id) => findOwner(keyring, id) === undefined);
  const others =
    strangers.length === 0
      ? ""
      : ` Left out: ${nameRecipients(keyring, strangers)}, whom nobody declares; \`fleet secrets sync\` and \`fleet secrets rotate\` then shut them out.`;
  if (strangers.length === ids.length) {
    return "Nobody who can read it is declared: declare a rule with those who should, in `secrets.files`.";
  }
  return `Declare one for those who read it now, in \`secrets.files\`: ${ruleOf(path, header, keyring)}.${others}`;
}

function ruleOf(path: string, header: SopsHeader, keyring: Keyring): string {
  const groups = header.groups
    .map((group) => group.flatMap(({ id }) => findOwner(keyring, id) ?? []))
    .map((group) => [...new Set(group)].sort(compareNames))
    .filter((group) => group.length > 0);
  const [only = []] = groups;
  const threshold = Math.min(header.threshold ?? groups.length, groups.length);
  const who =
    groups.length === 1
      ? describeReaders(only, keyring)
      : `groups: [${groups.map(list).join(", ")}], threshold: ${threshold}`;
  const { field, value } = header.cryptRule ?? defaultCryptRule;
  const isUsual = field === defaultCryptRule.field && value === defaultCryptRule.value;
  const crypt = isUsual
    ? ""
    : `, cryptRule: { field: "${field}", value: ${JSON.stringify(value)} }`;
  return `{ path: ${JSON.stringify(path)}, ${who}${crypt} }`;
}

/** All operators read along unless a rule says otherwise, so that they are named only where it does. */
function describeReaders(readers: readonly string[], { recipients }: Keyring): string {
  const operators = [...recipients.keys()].filter((reader) => reader.startsWith("operator:"));
  const others = readers.filter((reader) => !operators.includes(reader));
  if (!operators.every((reader) => readers.includes(reader))) {
    return `readers: ${list(readers)}, operators: false`;
  }
  return `readers: ${list(others.length === 0 ? ["operators"] : others)}`;
}

function list(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}

/** Declared rules that no file belongs to, once for each as it is declared. */
export function* rulesHaveFiles(
  rules: readonly FileRule[],
  files: readonly FileStatus[],
  isOutOfSight: (path: string) => boolean,
): Iterable<Diagnostic> {
  const used = new Set(
    files.flatMap(({ rule, kind }) => (kind === "secret" ? rule?.template : [])),
  );
  const reported = new Set<string>();
  for (const { template, origin, pattern } of rules) {
    if (origin === undefined || used.has(template) || reported.has(template)) continue;
    if (isOutOfSight(pattern.text)) continue;
    reported.add(template);
    const make = isLiteral(pattern)
      ? `Make one with ${makeFile(pattern.text)}, or take the rule out.`
      : "Encrypt a file for it, or take the rule out.";
    const message = `There is no file ${quote(template)}.`;
    yield secretsCodes.create("missing-file", message, { path: origin, help: make });
  }
}
