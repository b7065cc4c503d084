import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The files that real sops made, and their test keys; see the README there. */
export const fixturesFolder = join(import.meta.dirname, "..", "fixtures", "sops");

/** A file of the fixtures, and what it was made with. */
export interface SopsFixture {
  /** Relative to the folder of the fixtures; it begins with the version. */
  readonly path: string;
  /** The names of the test keys. */
  readonly groups: readonly (readonly string[])[];
  readonly shamir_threshold?: number;
  readonly mac_only_encrypted?: boolean;
  /** A crypt rule. */
  readonly [field: `${string}encrypted_${string}`]: unknown;
}

const manifest: {
  readonly recipients: Readonly<Record<string, string>>;
  readonly files: readonly SopsFixture[];
} = JSON.parse(readFixture("manifest.json"));

/** All files of the fixtures, in the order of the versions. */
export const sopsFixtures = manifest.files;

/** The versions of sops that made them. */
export const fixtureVersions: readonly string[] = [
  ...new Set(sopsFixtures.map(({ path }) => path.split("/", 1)[0] ?? "")),
];

/** A file of the fixtures as a text. */
function readFixture(path: string): string {
  return readFileSync(join(fixturesFolder, path), "utf8");
}

/** The private key of an age test key. */
export function identityOf(name: string): string {
  const line = readFixture(`keys/test-key-${name}.age`).match(/^AGE-SECRET-KEY-\S+$/m);
  if (line === null) throw new Error(`bug: there is no test key ${name}`);
  return line[0];
}

/** The public key of a test key, as `Recipient.id`. */
export function testRecipient(name: string): string {
  const recipient = manifest.recipients[name];
  if (recipient === undefined) throw new Error(`bug: there is no test key ${name}`);
  return recipient;
}
