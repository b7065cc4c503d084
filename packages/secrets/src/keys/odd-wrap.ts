import { compareNames } from "@fleet/diagnostics";

/** As much of a recipient in a header as says whether somebody else may hold its data key. */
interface WrappedKey {
  readonly id: string;
  readonly claim: string | undefined;
}

/**
 * What is odd about the encrypted data key of a recipient: that there is a second one, whose reader
 * cannot be seen, or that it is not for this recipient alone.
 */
type Oddity = "second-wrap" | "wrong-wrap";

const words: { readonly [O in Oddity]: string } = {
  "second-wrap": "a second wrap for",
  "wrong-wrap": "in place of",
};

/**
 * Those whom nobody can name, but who may read a file by an odd wrap: each as an id that stands beside
 * the recipients of the file, such as `somebody:second-wrap:age1…`. In order, each once.
 */
export function listOddWraps(groups: readonly (readonly WrappedKey[])[]): string[] {
  const odd = new Set<string>();
  for (const group of groups) {
    const seen = new Set<string>();
    for (const { id, claim } of group) {
      if (isWrongWrap(claim)) odd.add(`somebody:wrong-wrap:${id}`);
      if (seen.has(id)) odd.add(`somebody:second-wrap:${id}`);
      seen.add(id);
    }
  }
  return odd.size === 0 ? none : [...odd].sort(compareNames);
}

const none: string[] = [];

/** Whether a claim is that of a wrap which is not for its recipient, or not for it alone. */
export function isWrongWrap(claim: string | undefined): boolean {
  return claim === "differs" || claim === "unreadable";
}

/** Says who an id of `listOddWraps` stands for, in words with the recipient's name; undefined for any other id. */
export function nameOddWrap(id: string, nameOf: (id: string) => string): string | undefined {
  const [, oddity, recipient] = /^somebody:(second-wrap|wrong-wrap):(.+)$/s.exec(id) ?? [];
  if ((oddity !== "second-wrap" && oddity !== "wrong-wrap") || recipient === undefined) {
    return undefined;
  }
  return `somebody unknown (${words[oddity]} ${nameOf(recipient)})`;
}
