import type { CryptRuleDeclaration } from "@fleet/core/internal";
import { RE2JS } from "re2js";

/** The fields by which sops tells which values to encrypt; a rule has at most one. */
export const cryptFields = [
  "unencrypted_suffix",
  "encrypted_suffix",
  "unencrypted_regex",
  "encrypted_regex",
  "unencrypted_comment_regex",
  "encrypted_comment_regex",
] as const satisfies readonly CryptRuleDeclaration["field"][];

/** What sops does where nothing is said (sops.go, DefaultUnencryptedSuffix). */
export const defaultCryptRule: CryptRuleDeclaration = {
  field: "unencrypted_suffix",
  value: "_unencrypted",
};

/** Whether two rules encrypt the same values. */
export function isSameCryptRule(a: CryptRuleDeclaration, b: CryptRuleDeclaration): boolean {
  return a.field === b.field && a.value === b.value;
}

/** A crypt rule as people write it: `encrypted_regex: ^data$`. */
export function formatCryptRule({ field, value }: CryptRuleDeclaration): string {
  return `${field}: ${value}`;
}

/**
 * A test whether sops encrypts the value under these keys (outermost first); undefined where the
 * regular expression is none, which sops takes for "encrypt nothing", and where comments decide.
 */
export function createCryptTest(
  rule: CryptRuleDeclaration,
): ((keys: readonly string[]) => boolean) | undefined {
  const { field, value } = rule;
  switch (field) {
    case "unencrypted_suffix":
      return (keys) => !keys.some((key) => key.endsWith(value));
    case "encrypted_suffix":
      return (keys) => keys.some((key) => key.endsWith(value));
    case "unencrypted_regex":
    case "encrypted_regex": {
      const regex = compileRegex(value);
      if (regex === undefined) return undefined;
      const encrypts = field === "encrypted_regex";
      return (keys) => keys.some((key) => regex.test(key)) === encrypts;
    }
    case "unencrypted_comment_regex":
    case "encrypted_comment_regex":
      return undefined;
    default:
      return field satisfies never;
  }
}

/** A regular expression as Go compiles it, or undefined when Go would refuse it. */
export function compileRegex(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
