import type { Decided, ResolvedHost } from "@fleet/core";
import type { PasswordDeclaration } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type Computed, describeAccount } from "../differences/account-differences.ts";
import { type Comparison, createDifference, listNames } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { PasswordFacts } from "../facts/user-facts.ts";

/**
 * Where the password of an account is from in Nix, and not as it is declared. Hashes are told apart by their digests:
 * no message has anything of them.
 */
export function* comparePassword(
  comparison: Comparison,
  computed: Computed,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { password, username } = computed.account;
  const found = facts.users.get(username.value)?.password;
  if (password === undefined || found === undefined) return;
  yield* compare(comparison, { ...describeAccount(computed), password, found, facts });
}

/** The same of root's. */
export function* compareRootPassword(
  comparison: Comparison,
  { id, root: { password } }: ResolvedHost,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const found = facts.rootPassword;
  if (password === undefined || found === undefined) return;
  const of = `root on host ${quote(id)}`;
  yield* compare(comparison, { of, option: "users.users.root", password, found, facts });
}

interface Compared {
  readonly of: string;
  readonly option: string;
  readonly password: Decided<PasswordDeclaration>;
  readonly found: PasswordFacts;
  readonly facts: HostFacts;
}

function* compare(comparison: Comparison, compared: Compared): Iterable<Diagnostic> {
  const { of, option, password, found } = compared;
  const { value, path = [] } = password;
  const isOther = isOtherHash(comparison, value, found);
  const has =
    found.digest === comparison.digest("")
      ? "an empty password"
      : isOther
        ? "another hash"
        : describeFound(found);
  if (isSame(value, compared) && !isOther) return;
  yield createDifference(comparison, {
    what: "password",
    path,
    message: `${of} has ${has} in Nix, and ${describeComputed(value)} was computed.`,
    option: `${option}.${optionOf(value)}`,
  });
}

/** Whether two hashes are not the same, by their digests. */
function isOtherHash(
  { digest }: Comparison,
  computed: PasswordDeclaration,
  found: PasswordFacts,
): boolean {
  if (typeof computed !== "object" || !("hash" in computed)) return false;
  if (found.isLocked || found.options.join() !== "hashedPassword") return false;
  return typeof found.digest === "string" && found.digest !== digest(computed.hash);
}

function isSame(
  computed: PasswordDeclaration,
  { found: { options, file, isLocked }, facts: { secrets } }: Compared,
): boolean {
  const [option, ...others] = options;
  if (others.length > 0 || option !== optionOf(computed)) return false;
  if (typeof computed !== "object") return isLocked;
  if (!("secret" in computed)) return !isLocked;
  // That the secret is missing has its own finding; where it is decrypted to, only sops-nix says.
  const path = secrets.get(computed.secret)?.path;
  return typeof path !== "string" || typeof file !== "string" || file === path;
}

function optionOf(password: PasswordDeclaration): string {
  const isFile = typeof password === "object" && "secret" in password;
  return isFile ? "hashedPasswordFile" : "hashedPassword";
}

function describeComputed(password: PasswordDeclaration): string {
  if (typeof password !== "object") return quote(password);
  return "secret" in password ? `the secret ${quote(password.secret)}` : "a hash";
}

function describeFound({ options, file, isLocked }: PasswordFacts): string {
  if (options.length === 0) return "no password";
  if (options.length > 1) return `a password by ${listNames(options)} at once`;
  if (typeof file === "string") return `the password in ${quote(file)}`;
  return isLocked ? "a locked password" : `a password by ${listNames(options)}`;
}
