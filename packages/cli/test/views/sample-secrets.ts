import type { FileStatus, Keyring } from "@fleet/secrets";

/** A recipient that is known to nobody. */
export const stranger = "age1yt3tfqlfrwdwx0z0ynwplcr6qxcxfaqycuprpmy89nr83ltx74tqdpszlw";

/** Whose keys the recipients of the samples are. */
export const keyring: Keyring = {
  recipients: new Map(),
  owners: new Map([
    ["age1keith", "user:keith"],
    ["age1keith-new", "user:keith"],
    ["age1ana", "user:ana"],
    ["age1mini", "host:mini"],
  ]),
  sshForms: new Map(),
};

/** The status of a file whose rule wants other recipients than it has. */
export function outOfStep(status: FileStatus, wanted: readonly string[]): FileStatus {
  const group = wanted.map((id) => ({
    reader: keyring.owners.get(id) ?? `recipient:${id}`,
    recipient: { type: "age", id, kind: "x25519" } as const,
    expressions: [],
  }));
  const rule = status.rule === undefined ? undefined : { ...status.rule, groups: [group] };
  return { ...status, rule, isOutOfStep: true, needsSync: true };
}

/** How a file stands that these recipients can decrypt, as its rule wants it. */
export function statusOf(
  path: string,
  recipients: readonly string[],
  differences: Partial<FileStatus> = {},
): FileStatus {
  const rule = {
    pattern: { text: path, segments: [] },
    template: path,
    origin: undefined,
    groups: [],
    threshold: undefined,
    cryptRule: undefined,
    macOnlyEncrypted: false,
    holdsKeyOf: [],
  };
  const header = {
    groups: [recipients.map((id) => ({ id, claim: undefined, hasComment: false }))],
    threshold: undefined,
    lastModified: "2026-01-01T00:00:00Z",
    version: "3.10.2",
    cryptRule: undefined,
    macOnlyEncrypted: false,
  };
  return {
    file: {
      path,
      format: "yaml",
      header,
      plaintext: [],
      open: [],
      plainComments: [],
      sealed: 1,
      hasBlock: true,
      problems: [],
    },
    rule,
    missing: [],
    stale: [],
    unknown: [],
    hasOtherGroups: false,
    kind: "secret",
    hasOddKeys: false,
    hasOtherThreshold: false,
    hasOtherCryptRule: false,
    isOutOfStep: differences.needsSync ?? false,
    needsSync: false,
    ...differences,
  };
}
