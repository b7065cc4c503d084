import type { PasswordDeclaration } from "@fleet/core/internal";
import { type Diagnostic, quote } from "@fleet/diagnostics";
import { type Computed, describeAccount } from "../differences/account-differences.ts";
import { type Comparison, createDifference, listNames } from "../differences/difference.ts";
import type { HostFacts } from "../facts/nix-facts.ts";
import type { PasswordFacts } from "../facts/user-facts.ts";

/**
 * Where the password of an account is from in Nix, and not as it is declared. Of a hash nothing is asked but that it
 * is one: no message has anything of it.
 */
export function* comparePassword(
  comparison: Comparison,
  computed: Computed,
  facts: HostFacts,
): Iterable<Diagnostic> {
  const { password, username } = computed.account;
  const found = facts.users.get(username.value)?.password;
  if (password === undefined || found === undefined) return;
  if (isSame(password.value, found, facts)) return;
  const { of, option } = describeAccount(computed);
  yield createDifference(comparison, {
    what: "password",
    path: password.path ?? [],
    message: `${of} has ${describeFound(found)} in Nix, and ${describeComputed(password.value)} was computed.`,
    option: `${option}.${optionOf(password.value)}`,
  });
}

function isSame(
  computed: PasswordDeclaration,
  { options, file, isLocked }: PasswordFacts,
  { secrets }: HostFacts,
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
