import { describe, expect, it } from "vitest";
import { findPrivateKey, type SeenContent } from "../../src/comparison/plain-file.ts";
import { createSecretFileReader } from "../../src/files/secret-file.ts";
import { compareRepository } from "../../src/status/status.ts";
import { family, makeFleet, resolveMade } from "../support/fleet.ts";

const read = createSecretFileReader();
const rules = [
  { path: "vault/**", readers: ["admins"] },
  { path: "docs/README.md", readers: ["admins"] },
];
const secrets = resolveMade(makeFleet({ ...family, rules })).value;

/** The kind of a file in the clear, and the codes of its findings. */
function judge(path: string, text: string, seen: Partial<SeenContent> = {}) {
  const bytes = new TextEncoder().encode(text);
  const content = { isBlank: text === "", privateKeyLine: findPrivateKey(bytes), ...seen };
  const { files, diagnostics } = compareRepository(secrets, {
    files: [read({ path, bytes })],
    sopsYaml: undefined,
    wantedSopsYaml: undefined,
    otherConfigs: [],
    uses: [],
    keys: new Map(),
    hostKeys: new Map(),
    contents: new Map([[path, content]]),
  });
  const codes = diagnostics.flatMap(({ code, file }) => (file === path ? [code.slice(8)] : []));
  return [files[0]?.kind, ...codes];
}

describe("a plain file below a rule for many", () => {
  it.each([
    "README",
    "README.md",
    "readme.txt",
    ".gitkeep",
    ".keep",
    ".gitignore",
    "LICENSE",
    "COPYING",
  ])("that is named %s is no secret", (name) => {
    expect(judge(`vault/${name}`, "Read me.\n")).toEqual(["no-secret"]);
  });

  it.each(["README.yaml", "README.env", "readme-tokens.md", "passwords.md", "x.keep", "token"])(
    "that is named %s is one",
    (name) => {
      expect(judge(`vault/${name}`, "a: b\n")).toEqual(["secret", "plaintext-file"]);
    },
  );

  it("that is empty is no secret, whatever its name", () => {
    expect(judge("vault/token", "")).toEqual(["no-secret"]);
  });

  it("that a rule names is a secret", () => {
    expect(judge("docs/README.md", "")).toEqual(["secret", "plaintext-file"]);
  });

  it("that holds a private key is an error", () => {
    const key = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
    expect(judge("vault/README.md", `# Keys\n\n    ${key}\n`)).toEqual([
      "no-secret",
      "private-key-in-file",
    ]);
  });
});

describe("a private key", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  it.each([
    "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQ",
    "AGE-SECRET-KEY-PQ-1QQQQQQQQQQQQQQQQQQQQQQ",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
  ])("is found on its line: %s", (line) => {
    expect(findPrivateKey(bytes(`a\nb\n  ${line}\n`))).toBe(3);
    expect(findPrivateKey(Buffer.from(`a\n${line}`, "utf16le"))).toBe(2);
  });

  it.each([
    "-----BEGIN PUBLIC KEY-----",
    "a private key",
    "AGE-SECRET-KEY-1…",
    "age1qqqqqqqqqqqqqqqqqqqqqq",
  ])("is not what is none: %s", (line) => {
    expect(findPrivateKey(bytes(line))).toBeUndefined();
  });
});
