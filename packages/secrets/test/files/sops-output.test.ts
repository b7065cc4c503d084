import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cryptFields } from "../../src/files/crypt-rule.ts";
import { createSecretFileReader, type SecretFile } from "../../src/files/secret-file.ts";
import {
  fixturesFolder,
  fixtureVersions,
  type SopsFixture,
  sopsFixtures,
  testRecipient,
} from "../support/sops-fixtures.ts";

const read = createSecretFileReader();
const files = sopsFixtures.map((fixture) => ({
  fixture,
  file: read({ path: fixture.path, bytes: readFileSync(join(fixturesFolder, fixture.path)) }),
}));

/** What a version's files show, by their paths, where they show something. */
function shown(version: string, show: (file: SecretFile, fixture: SopsFixture) => unknown) {
  const own = files.filter(({ fixture }) => fixture.path.startsWith(`${version}/`));
  return own.flatMap(({ file, fixture }) => {
    const found = show(file, fixture);
    return found === undefined || (Array.isArray(found) && found.length === 0)
      ? []
      : [[fixture.path, found]];
  });
}

const recipientsOf = ({ header }: SecretFile) =>
  header?.groups.map((group) => group.map(({ id }) => id).sort());
const sorted = ({ groups }: SopsFixture) => groups.map((group) => group.map(testRecipient).sort());

/** What two values say, when they differ. */
function differing(found: unknown, expected: unknown) {
  return JSON.stringify(found) === JSON.stringify(expected) ? undefined : { found, expected };
}

describe.each(fixtureVersions)("what sops %s wrote", (version) => {
  it("has no problem", () => {
    expect(shown(version, ({ problems }) => problems.map(({ message }) => message))).toEqual([]);
  });

  it("holds no plain value but those that its rule leaves open", () => {
    expect(shown(version, ({ plaintext }) => plaintext)).toEqual([]);
  });

  it("holds no plain comment but those that its rule leaves open", () => {
    expect(shown(version, ({ plainComments }) => plainComments)).toEqual([]);
  });

  it("can be read by whom it was made for", () => {
    expect(
      shown(version, (file, fixture) => differing(recipientsOf(file), sorted(fixture))),
    ).toEqual([]);
  });

  it("is encrypted to whom it says", () => {
    const claims = ({ header }: SecretFile) =>
      header?.groups.flat().filter(({ claim }) => claim !== "fits" && claim !== undefined);
    expect(shown(version, claims)).toEqual([]);
  });

  it("has the rule and the threshold that it was made with", () => {
    expect(
      shown(version, ({ format, header }, fixture) => {
        const [field = "unencrypted_suffix"] = cryptFields.filter((name) => name in fixture);
        const cryptRule = { field, value: fixture[field] ?? "_unencrypted" };
        const { shamir_threshold: threshold, mac_only_encrypted: macOnlyEncrypted = false } =
          fixture;
        // To a binary file no rule applies; whether one is written differs by version.
        return differing(
          [format === "binary" || header?.cryptRule, header?.threshold, header?.macOnlyEncrypted],
          [format === "binary" || cryptRule, threshold, macOnlyEncrypted],
        );
      }),
    ).toEqual([]);
  });
});
