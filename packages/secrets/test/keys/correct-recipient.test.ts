import { expect, it } from "vitest";
import { correctRecipient, parseRecipient } from "../../src/keys/recipient.ts";

const fingerprint = "85D38F69046B44C1EC9FB07B76D78F0500D026C4";

it.each([
  fingerprint,
  fingerprint.toLowerCase(),
  `0x${fingerprint}`,
  "85D3 8F69 046B 44C1 EC9F  B07B 76D7 8F05 00D0 26C4",
])("a bare fingerprint of PGP is told how it is written: %s", (text) => {
  expect(parseRecipient(text).ok).toBe(false);
  expect(correctRecipient(text)).toContain(`"pgp:${fingerprint}"`);
  expect(parseRecipient(`pgp:${fingerprint}`).ok).toBe(true);
});

it("any other text is to be copied again", () => {
  expect(correctRecipient("age1qqq")).toBe("Copy the public key again.");
});
