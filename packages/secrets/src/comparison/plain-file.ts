import type { SecretFile } from "../files/secret-file.ts";
import type { FileRule } from "../rules/file-rule.ts";
import { isLiteral } from "../rules/path-pattern.ts";

/** What is seen of the content of a file beside what sops wrote. */
export interface SeenContent {
  /** Whether it holds nothing but blanks. */
  readonly isBlank: boolean;
  /** The line on which a private key begins that is there to be read, the first being 1. */
  readonly privateKeyLine: number | undefined;
}

/**
 * Whether a file that is not encrypted is one that nobody means to encrypt: it is empty, or named like
 * what tools and people put beside secrets, and it only matches a rule for many paths. What a rule
 * names, what holds a sops block and what is broken is a secret.
 */
export function isNoSecret(
  { path, header, problems }: SecretFile,
  rule: FileRule | undefined,
  content: SeenContent | undefined,
): boolean {
  if (header !== undefined || problems.length > 0) return false;
  if (rule === undefined || isLiteral(rule.pattern)) return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return content?.isBlank === true || besideSecrets.test(name);
}

/** Names that mean the same in every repository; of documents, those that no tool reads values from. */
const besideSecrets =
  /^(\.(gitkeep|keep|gitignore|gitattributes|editorconfig|sops\.yaml)|(README|LICEN[CS]E|COPYING|NOTICE)(\.(md|markdown|txt|rst|adoc|org))?)$/i;

/**
 * The line on which a private key of age, SSH, TLS or PGP begins, or undefined. In a text of two bytes a
 * letter it is found, too.
 */
export function findPrivateKey(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder("latin1").decode(bytes).replaceAll("\0", "");
  const at = text.search(privateKey);
  return at === -1 ? undefined : text.slice(0, at).split("\n").length;
}

const privateKey =
  /AGE-SECRET-KEY-(PQ-)?1[0-9A-Z]{16}|-----BEGIN ([A-Z0-9]+ ){0,3}PRIVATE KEY( BLOCK)?-----/;
