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
    needsSync: false,
    ...differences,
  };
}
