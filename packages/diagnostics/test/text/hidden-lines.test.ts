import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCodeFrame } from "../../src/text/code-frame.ts";
import { findHiddenLines, namesPassword } from "../../src/text/hidden-lines.ts";
import { choosePaint } from "../../src/text/paint.ts";

const marker = "hunter2";

/** Ways in which people write a password, or its hash, with the marker in it. */
const written: readonly (readonly [what: string, source: string])[] = [
  ["YAML", `users:\n  ada:\n    password: ${marker}\n    shell: fish\n`],
  ["YAML, a hash", `users:\n  ada:\n    password:\n      hash: ${marker}\n    shell: fish\n`],
  ["YAML, in a list", `root:\n- password:\n    hash: ${marker}\n  hosts: []\n`],
  ["YAML, a list at the depth of the key", `ada:\n  password:\n  - ${marker}\n  - ${marker}\n`],
  ["YAML, a block", `ada:\n  password: |\n\n    a\n\n    ${marker}\n  shell: fish\n`],
  ["YAML, a folded text", `ada:\n  password: "a\n\n    ${marker}"\n  shell: fish\n`],
  ["YAML, an explicit key", `ada:\n  ? password\n  : ${marker}\n`],
  ["YAML, an anchor", `x-pw: &pw ${marker}\nada:\n  password: *pw\n`],
  ["YAML, flow", `ada: { shell: fish, password: {\nhash: ${marker}\n} }\n`],
  ["YAML, broken", `ada:\n  password: "${marker}\n  shell: fish\n`],
  ["YAML, an apostrophe", `ada:\n  password: it's ${marker}\n`],
  ["JSON", `{\n  "ada": {\n    "password": "${marker}",\n    "shell": 1\n  }\n}\n`],
  ["JSON in a line", `{"ada":{"password":{"plain":"${marker}"},"shell":1}}\n`],
  ["JSON without indentation", `{\n"password":\n{\n"hash":\n\n"${marker}"\n},\n"a": 1\n}\n`],
  ["JSON, the key", `{\n  "password": {\n    "${marker}": true\n  }\n}\n`],
  ["JSON, escaped", `{\n  "pass\\u0077ord": "${marker}",\n  "a": 1\n}\n`],
  ["JSON, broken", `{\n"password": "a\n${marker}",\n"a": 1\n}\n`],
  ["TypeScript", `users: {\n  ada: {\n    password: "${marker}",\n  },\n}\n`],
  ["TypeScript, a function", `ada: {\n  password: () =>\n"${marker}",\n}\n`],
  ["TypeScript, a method", `ada: {\n  get password() {\nreturn "${marker}";\n},\n}\n`],
  ["TypeScript, a sum", `ada: {\n  password: "a" +\n  "${marker}",\n}\n`],
  ["TypeScript, a choice", `ada: {\n  password: a\n  ? "b"\n  : "${marker}",\n}\n`],
  ["TypeScript, a template", `ada: {\n  password: \`a\n${marker}\n\`,\n}\n`],
  ["TypeScript, a cast", `ada: {\n  password: ("a"\n as "${marker}"),\n}\n`],
  ["TypeScript, a remark between", `ada: {\n  password: // of hers\n  // old\n  "${marker}",\n}\n`],
  ["TypeScript, a constant", `const adaPassword =\n  "${marker}";\n`],
  ["TypeScript, a computed key", `ada: {\n  ["password"]: "${marker}",\n}\n`],
  ["carriage returns", `ada:\r\n  password:\r\n    ${marker}\r\n`],
  ...[
    "passwd",
    "pasword",
    "passwrod",
    "passord",
    "PASSWORD",
    "Password",
    "pass",
    "pwd",
    "passphrase",
    "hashedPassword",
    "initialHashedPassword",
    "hashed_password",
    "hash",
    "passwort",
    "pssword",
  ].map((key) => [`the key ${key}`, `ada:\n  ${key}: ${marker}\n  shell: 1\n`] as const),
  ["a hash alone", `const a = "$y$j9T$${marker}";\n`],
];

function showAll(source: string): string {
  const lines = source.split("\n");
  return lines
    .flatMap((text, index) =>
      renderCodeFrame(
        source,
        { line: index + 1, column: text.length + 1 },
        { paint: choosePaint(false) },
      ),
    )
    .join("\n");
}

describe("a code frame never shows a password", () => {
  it.each(written)("in %s", (_, source) => {
    expect(source).toContain(marker);
    expect(showAll(source)).not.toContain(marker);
  });

  it("wherever it stands among other lines, in any layout of JSON or YAML", () => {
    const around = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.jsonValue(), { maxKeys: 4 });
    const secret = fc.constantFrom(
      marker,
      { hash: marker },
      { plain: [marker] },
      { secret: "x", hash: marker },
      [marker, "x"],
      { [marker]: true },
    );
    fc.assert(
      fc.property(around, secret, around, fc.constantFrom(0, 1, 2, 4, "\t"), (a, value, b, gap) => {
        const source = JSON.stringify(
          { ...a, ada: { ...b, password: value, ...a }, ...b },
          null,
          gap,
        );
        expect(showAll(source)).not.toContain(marker);
        // Broken anywhere, and with its lines at the margin.
        expect(showAll(source.replace(/^\s+/gm, ""))).not.toContain(marker);
        expect(showAll(source.replaceAll('"', ""))).not.toContain(marker);
        expect(showAll(source.replaceAll(/[[\]{}]/g, ""))).not.toContain(marker);
      }),
    );
  });
});

describe("what no password stands in", () => {
  it.each([
    "users:\n  pascal:\n    shell: fish\n",
    'hosts: { mini: { system: "x86_64-linux" } }\n',
    "bypass: true\n",
    "- sshKeys: [ssh-ed25519 AAAA]\n",
  ])("is shown: %j", (source) => {
    expect(findHiddenLines(source).size).toBe(0);
  });

  it("is shown again behind the value of a password", () => {
    const source = "ada:\n  password:\n    hash: x\n  shell: fish\nben:\n  uid: 1\n";
    expect([...findHiddenLines(source)]).toEqual([2, 3]);
  });

  it("is shown behind an object that ends", () => {
    const source = 'ada: {\n  password: {\n    secret: "x",\n  },\n  shell: "fish",\n};\n';
    expect([...findHiddenLines(source)]).toEqual([2, 3, 4]);
  });

  it("is told by its name alone", () => {
    const names = ["shell", "compass", "passage", "pascal", "rootPw", "initialPassword", "pass"];
    expect(names.filter(namesPassword)).toEqual(["rootPw", "initialPassword", "pass"]);
  });
});
