import { createHash } from "node:crypto";
import { bech32 } from "@scure/base";
import { describe, expect, it } from "vitest";
import { recipientOfNobody } from "../../src/keys/nobody.ts";

describe("the recipient of nobody", () => {
  it("is the hash of a text, so that nobody can have its private key", () => {
    const hash = createHash("sha256").update("fleet: nobody").digest();
    expect(bech32.encodeFromBytes("age", new Uint8Array(hash))).toBe(recipientOfNobody);
  });
});
