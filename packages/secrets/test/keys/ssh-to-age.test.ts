import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { convertSshToAge } from "../../src/keys/ssh-to-age.ts";
import { sshKeyOf, sshLine } from "../support/fleet.ts";
import { runTool } from "../support/tools.ts";

describe("an SSH key as an age recipient", () => {
  // From sops-nix (test-assets/ssh-ed25519-key.pub), ssh-to-age (README, keyscan.txt) and a public fleet.
  it.each([
    [
      "AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS",
      "age1a8pk4akrdamj7nvqy3zywgtny8dxz7t5xzu7u8v9mhrayp9freqsqatyrs",
    ],
    [
      "AAAAC3NzaC1lZDI1NTE5AAAAIOHz+U0YtjINc54dZiJNclfmEFifF7RXCFlNlTbuZBji",
      "age17044m9wgakla6pzftf4srtl3h5mcsr85jysgt5fg23zpnta8sfdqhzn452",
    ],
    [
      "AAAAC3NzaC1lZDI1NTE5AAAAIF/KPU3Z5LSjbBI6hrq25wCcseq2UpqSzUFZRr+ux6LM",
      "age1hjm3aujg9e79f5yth8a2cejzdjg5n9vnu96l05p70uvfpeltnpms7yy3pp",
    ],
    [
      "AAAAC3NzaC1lZDI1NTE5AAAAIIePSVx5J/JJ5eN4PSryuL7iP8WXow/SsZOIr96qnKP0",
      "age1mqfqckczkulpne7265j5cxn0pspdlxd3d0kav368u2c2fwknnc4qe27dec",
    ],
  ])("is %s → %s", (key, recipient) => {
    expect(convertSshToAge(`ssh-ed25519 ${key}`)).toEqual({ ok: true, recipient });
  });

  it("is the same as that of the real ssh-to-age", () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      sshKeyOf(`key ${index}`, `user@host-${index}`),
    );
    const theirs = runTool("ssh-to-age", [], `${lines.join("\n")}\n`)
      .trim()
      .split("\n");
    const ours = lines.map((line) => convertSshToAge(line));
    expect(ours).toEqual(theirs.map((recipient) => ({ ok: true, recipient })));
  });

  it("does not depend on the comment", () => {
    expect(convertSshToAge(sshKeyOf("mini", "root@mini"))).toEqual(
      convertSshToAge(sshKeyOf("mini")),
    );
  });

  it.each([
    ["an RSA key", "ssh-rsa AAAAB3NzaC1yc2E="],
    ["a text", "mini"],
    ["the neutral point", sshLine(Uint8Array.of(1, ...new Uint8Array(31)))],
    ["a number that is no point", sshLine(Uint8Array.of(2, ...new Uint8Array(31)))],
    [
      "something behind the key",
      `ssh-ed25519 ${Buffer.concat([Buffer.from(sshKeyOf("mini").slice(12), "base64"), Buffer.of(0)]).toString("base64")}`,
    ],
  ])("does not exist for %s", (_, line) => {
    const converted = convertSshToAge(line);
    expect(converted.ok ? converted.recipient : "refused").toBe("refused");
  });

  it("is never made of a private key's text", () => {
    const seed = ed25519.utils.randomSecretKey();
    const line = sshLine(ed25519.getPublicKey(seed)).replace("ssh-ed25519 ", "");
    expect(convertSshToAge(line).ok).toBe(false);
  });
});
