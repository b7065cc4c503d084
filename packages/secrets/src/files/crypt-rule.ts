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

/** Whether sops encrypts what stands under these keys (outermost first), behind these comments. */
export type CryptTest = (place: CryptPlace) => boolean;

/** Where a value or comment stands. */
interface CryptPlace {
  readonly keys: readonly string[];
  /** For each mapping and list around it, the comments directly before what leads to it or is it. */
  readonly comments: readonly (readonly string[])[];
  /** Whether it is a comment, which is then the last of the last comments. */
  readonly isComment: boolean;
}

/**
 * A test by a rule, as sops has it (sops.go, `shouldBeEncrypted`): a regular expression that does not
 * compile matches nothing there.
 */
export function createCryptTest({ field, value }: CryptRuleDeclaration): CryptTest {
  const regex = field.endsWith("_regex") ? compileRegex(value) : undefined;
  const matches = (text: string) => regex?.test(text) === true;
  switch (field) {
    case "unencrypted_suffix":
      return ({ keys }) => !keys.some((key) => key.endsWith(value));
    case "encrypted_suffix":
      return ({ keys }) => keys.some((key) => key.endsWith(value));
    case "unencrypted_regex":
      return ({ keys }) => !keys.some(matches);
    case "encrypted_regex":
      return ({ keys }) => keys.some(matches);
    case "unencrypted_comment_regex":
      return ({ comments }) => !comments.flat().some(matches);
    case "encrypted_comment_regex":
      // The comment that turns encryption on is not encrypted itself.
      return ({ comments, isComment }) =>
        comments
          .flat()
          .slice(0, isComment ? -1 : undefined)
          .some(matches);
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
