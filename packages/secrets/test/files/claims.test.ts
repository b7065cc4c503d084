import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkAgeClaim } from "../../src/files/age-claim.ts";
import { checkPgpClaim } from "../../src/files/pgp-claim.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";
import { encryptFile } from "../support/sops-files.ts";

const [a, b] = [recipientOf("a"), recipientOf("b")];
const [ssh, otherSsh] = [sshKeyOf("c"), sshKeyOf("d")];

/** The wraps of a file that is encrypted to these, in order. */
function wrapsFor(...recipients: readonly string[]): readonly string[] {
  const { sops } = JSON.parse(encryptFile("json", { age: recipients.join() }));
  return sops.age.map(({ enc }: { readonly enc: string }) => enc);
}

const [wrapA = "", wrapSsh = ""] = wrapsFor(a, ssh);

/** An age file whose header is changed, in armor. */
function change(armored: string, how: (text: string) => string): string {
  const body = armored.replaceAll(/-----[^\n]*-----|\s/g, "");
  const changed = Buffer.from(how(Buffer.from(body, "base64").toString("latin1")), "latin1");
  const lines = changed.toString("base64").match(/.{1,64}/g) ?? [];
  return [
    "-----BEGIN AGE ENCRYPTED FILE-----",
    ...lines,
    "-----END AGE ENCRYPTED FILE-----",
    "",
  ].join("\n");
}

describe("a wrap of age", () => {
  it("fits its recipient", () => {
    expect(checkAgeClaim(a, wrapA)).toBe("fits");
    expect(checkAgeClaim(ssh, wrapSsh)).toBe("fits");
    expect(
      checkAgeClaim(
        a,
        change(wrapA, (text) => text),
      ),
    ).toBe("fits");
  });

  it("does not show whose it is among keys of the kind X25519", () => {
    expect(checkAgeClaim(b, wrapA)).toBe("fits");
  });

  it.each([
    ["another SSH key", otherSsh, wrapSsh],
    ["an SSH key", ssh, wrapA],
    ["a key of age", a, wrapSsh],
    [
      "one, when it is for two",
      a,
      change(wrapA, (text) => text.replace(/(-> X25519 .*\n.*\n)/, "$1$1")),
    ],
    [
      "one, with a stanza that no version of age knows",
      a,
      change(wrapA, (text) => text.replace("\n--- ", "\n-> evil-grease x\n\n--- ")),
    ],
  ])("is not for %s", (_, recipient, wrap) => {
    expect(checkAgeClaim(recipient, wrap)).toBe("differs");
  });

  it.each([
    ["no stanza", change(wrapA, (text) => text.replace(/-> X25519 .*\n.*\n/, ""))],
    ["a share whose last bits say nothing", change(wrapA, (text) => text.replace(/.\n/, "B\n"))],
    ["a share of another length", change(wrapA, (text) => text.replace(/(X25519 .*)\n/, "$1AA\n"))],
    ["a line less", wrapA.replace(/\n[A-Za-z0-9+/]{64}\n/, "\n")],
    ["a byte less", change(wrapA, (text) => text.slice(0, -1))],
    ["more bytes than a part of a data key takes", change(wrapA, (text) => `${text}xy`)],
    ["text before it", `x\n${wrapA}`],
    ["text behind it", `${wrapA}x\n`],
    ["a blank in it", wrapA.replace(/([A-Za-z0-9]{9})\n/, "$1 \n")],
    ["two of them", wrapA + wrapA],
    ["no end", wrapA.slice(0, 200)],
    ["nothing", ""],
  ])("with %s is none", (_, wrap) => {
    expect(checkAgeClaim(a, wrap)).toBe("unreadable");
  });
});

describe("a wrap of PGP", () => {
  const fixture = join(import.meta.dirname, "../fixtures/sops/3.13.2/pgp-small.json");
  const wrap: string = JSON.parse(readFileSync(fixture, "utf8")).sops.pgp[0].enc;
  const body = /\n\n([^=]*=*)\n=/.exec(wrap)?.[1]?.replaceAll("\n", "") ?? "";
  const bytes = Buffer.from(body, "base64");
  const armor = (content: Buffer) =>
    `-----BEGIN PGP MESSAGE-----\n\n${content.toString("base64").replaceAll(/.{64}/g, "$&\n").trimEnd()}\n-----END PGP MESSAGE-----`;

  it("fits when it is for one public key", () => {
    expect(checkPgpClaim(wrap)).toBe("fits");
    expect(checkPgpClaim(armor(bytes))).toBe("fits");
  });

  it("does not when it is for two, or opens with a passphrase", () => {
    const passphrase = Buffer.from([0xc3, 2, 4, 9]);
    const size = bytes.readUInt16BE(1);
    expect(bytes[0]).toBe(0x85);
    const session = bytes.subarray(0, size + 3);
    expect(checkPgpClaim(armor(Buffer.concat([session, bytes])))).toBe("differs");
    expect(checkPgpClaim(armor(Buffer.concat([passphrase, bytes])))).toBe("differs");
    expect(checkPgpClaim(armor(bytes.subarray(size + 3)))).toBe("differs");
  });

  it("does not when anything else stands beside it, or in place of its data", () => {
    const size = bytes.readUInt16BE(1);
    const session = bytes.subarray(0, size + 3);
    const literal = Buffer.from([0xcb, 8, 0x62, 0, 0, 0, 0, 0, 1, 2]);
    const data = bytes.subarray(size + 3);
    for (const packets of [
      [literal, session, data],
      [session, literal, data],
      [session, data, literal],
      [session, Buffer.from([0xfc, 1, 65]), data],
      [session],
      [data, session],
    ]) {
      expect(checkPgpClaim(armor(Buffer.concat(packets)))).not.toBe("fits");
    }
  });

  it("is none with a session key that comes in parts", () => {
    const parts = Buffer.concat([Buffer.from([0xc1, 0xe8]), bytes.subarray(3, 259), bytes]);
    expect(checkPgpClaim(armor(parts))).toBe("unreadable");
  });

  it.each([
    ["a comment in its armor", wrap.replace("\n\n", "\nComment: the wifi is hunter2\n\n")],
    ["nothing in it", ""],
    ["text that is none", "hunter2"],
    ["bytes that are no packet", armor(Buffer.from("hunter2"))],
    ["a packet that is cut off", armor(bytes.subarray(0, 40))],
  ])("with %s is none", (_, text) => {
    expect(checkPgpClaim(text)).toBe("unreadable");
  });
});
