import { type Diagnostic, type Path, quote } from "@fleet/diagnostics";
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
  const user = facts.users.get(username.value);
  if (password === undefined || user?.password === undefined) return;
  const { value } = password;
  const { of, option } = describeAccount(computed);
  const differ = (message: string, name: string, path: Path) =>
    createDifference(comparison, { what: "password", path, message, option: `${option}.${name}` });
  const path = password.path ?? [];
  const found = describeOptions(user.password);
  if (value === "locked") {
    if (user.password.isLocked && user.password.options.length === 1) return;
    yield differ(`${of} has ${found} in Nix, and "locked" was computed.`, "hashedPassword", path);
    return;
  }
  if ("hash" in value) {
    const isHash = user.password.options.length === 1 && !user.password.isLocked;
    if (isHash && user.password.options[0] === "hashedPassword") return;
    yield differ(`${of} has ${found} in Nix, and a hash was computed.`, "hashedPassword", path);
    return;
  }
  const file = facts.secrets.get(value.secret)?.path;
  const isFile = user.password.options.length === 1 && user.password.file === file;
  // That the secret is missing has its own finding.
  if (file === undefined || isFile) return;
  const where = `the secret ${quote(value.secret)}`;
  yield differ(`${of} has ${found} in Nix, and ${where} was computed.`, "hashedPasswordFile", path);
}

function describeOptions({ options, file, isLocked }: PasswordFacts): string {
  if (options.length === 0) return "no password";
  if (options.length > 1) return `a password by ${listNames(options)} at once`;
  if (typeof file === "string") return `the password in ${quote(file)}`;
  if (isLocked) return "a locked password";
  return `a password by ${listNames(options)}`;
}
