import type { SecretFile } from "../../src/files/secret-file.ts";
import type { HeaderKey } from "../../src/files/sops-metadata.ts";
import type { Keyring } from "../../src/keys/keyring.ts";
import type { FileRule } from "../../src/rules/file-rule.ts";
import { parsePattern } from "../../src/rules/path-pattern.ts";

/** A file that its header says is encrypted to some recipients; a claim other than "fits" stands behind "!". */
export function sampleFile(path: string, ids: readonly string[]): SecretFile {
  const header = {
    groups: [ids.map(sampleKey)],
    threshold: undefined,
    lastModified: "",
    version: "",
    cryptRule: undefined,
    macOnlyEncrypted: false,
  };
  return {
    path,
    format: "yaml",
    header,
    plaintext: [],
    open: [],
    plainComments: [],
    sealed: 1,
    hasBlock: true,
    problems: [],
  };
}

function sampleKey(text: string): HeaderKey {
  const [id = "", claim] = text.split("!");
  return { id, claim: claim === "differs" ? "differs" : "fits", hasComment: false };
}

/** Whose the recipients of the samples are: ada has two keys and ben one; the others are nobody's. */
export const sampleKeyring: Keyring = {
  owners: new Map([
    ["ada1", "user:ada"],
    ["ada2", "user:ada"],
    ["ben1", "user:ben"],
    ["mini", "host:mini"],
  ]),
  recipients: new Map(),
  sshForms: new Map([["mini-ssh", "host:mini"]]),
  readers: new Set(["user:ada", "user:ben", "host:mini"]),
  former: new Map([
    ["cyd1", { reader: "user:cyd", source: "fleet.lock.json" }],
    ["mini0", { reader: "host:mini", source: ".sops.yaml" }],
  ]),
};

/** All recipients of the samples. */
export const sampleIds = ["ada1", "ada2", "ben1", "mini", "mini-ssh", "cyd1", "mini0", "xyz1"];

/** A rule for a path that wants some recipients. */
export function sampleRule(path: string, ids: readonly string[]): FileRule {
  return {
    pattern: parsePattern(path),
    template: path,
    origin: undefined,
    groups: [
      ids.map((id) => ({
        reader: sampleKeyring.owners.get(id) ?? `recipient:${id}`,
        recipient: { type: "age", id, kind: "x25519" },
        expressions: [id],
      })),
    ],
    threshold: undefined,
    cryptRule: undefined,
    holdsKeyOf: [],
  };
}
