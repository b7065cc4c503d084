import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPublicHalf } from "../../src/deploy/private-key.ts";

function makeKey(...args: readonly string[]): { bytes: Uint8Array; line: string } {
  const file = join(testdir(), "key");
  execFileSync("ssh-keygen", ["-q", ...args, "-C", "root@mini", "-f", file]);
  const [type, base64] = readFileSync(`${file}.pub`, "utf8").split(" ");
  return { bytes: readFileSync(file), line: `${type} ${base64}` };
}

describe("the public half of a private key", () => {
  it.each([
    ["ed25519", false, ["-N", ""]],
    ["ed25519", true, ["-N", "a passphrase"]],
    ["ecdsa", false, ["-N", ""]],
    ["rsa", false, ["-N", ""]],
  ] as const)("is what ssh-keygen says: %s, with a passphrase: %s", (type, isEncrypted, args) => {
    const { bytes, line } = makeKey("-t", type, ...args);
    expect(readPublicHalf(bytes)).toEqual({ line, isEncrypted });
  });

  it("is none in a key of another form", () => {
    const { bytes } = makeKey("-t", "rsa", "-N", "", "-m", "PEM");
    expect(readPublicHalf(bytes)).toBeUndefined();
  });

  it("is none or the same in a file that somebody damaged, whatever they did", () => {
    const { bytes, line } = makeKey("-t", "ed25519", "-N", "");
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, to, length) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = to;
        const half = readPublicHalf(damaged.subarray(0, length));
        return half === undefined || length === bytes.length || half.line === line;
      }),
    );
  });

  it("is none in any other bytes", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        (bytes) => readPublicHalf(bytes) === undefined,
      ),
    );
  });
});
