import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect, it } from "vitest";
import {
  authorizedKeyProblem,
  bareKey,
  optionsOf,
  parseAuthorizedKey,
} from "../../src/keys/authorized-key.ts";
import { publicKey } from "../sample-fleet.ts";
import { arbitraryOptions } from "./arbitrary-lines.ts";

const bare = publicKey.split(" ").slice(0, 2).join(" ");

describe("a line of authorized_keys", () => {
  it.each<[string, object]>([
    ["restrict", { isRestricted: true, names: ["restrict"] }],
    ["RESTRICT,No-Pty", { isRestricted: true, names: ["restrict", "no-pty"] }],
    ["cert-authority", { isAuthority: true }],
    ['command="a \\"b\\", c"', { command: 'a "b", c' }],
    ['command="a \\\\ b"', { command: "a \\\\ b" }],
    ['command=""', { command: "" }],
    [
      'from="10.0.0.0/8,!10.1.0.0/16,*.example.org"',
      { from: "10.0.0.0/8,!10.1.0.0/16,*.example.org" },
    ],
    ['cert-authority,principals="a,b"', { isAuthority: true, principals: "a,b" }],
    ['expiry-time="20270131Z"', { expires: "20270131Z" }],
    ['environment="A=b",environment="B="', { names: ["environment", "environment"] }],
    ['permitopen="h:80",permitopen="[::1]:*",permitlisten="8080"', {}],
    ['tunnel="0"', {}],
    ["no-touch-required,verify-required", {}],
    [",,restrict,", { isRestricted: true }],
    ['command="echo ssh-ed25519 AAAA"', { command: "echo ssh-ed25519 AAAA" }],
  ])("is read with its options: %s", (options, expected) => {
    const line = `${options} ${publicKey}`;
    expect(authorizedKeyProblem(line)).toBeUndefined();
    expect(optionsOf(line)).toMatchObject(expected);
    expect(bareKey(line)).toBe(bare);
    expect(optionsOf({ options })).toEqual(optionsOf(line));
  });

  it("may have tabs where it has spaces", () => {
    const line = `\trestrict\t ${publicKey.replaceAll(" ", "\t")}`;
    expect(parseAuthorizedKey(line)).toMatchObject({ ok: true, value: { key: { line: bare } } });
  });

  it.each<[string, RegExp, RegExp?]>([
    [`restrct ${bare}`, /no option "restrct"/, /Did you mean "restrict"/],
    [`no-restrict ${bare}`, /no option "no-restrict"/],
    [`restrict,x-forwarding ${bare}`, /no option "x-forwarding"/, /x11-forwarding/],
    [`command=ls ${bare}`, /"command" has no value in quotes/, /command="…"/],
    [`command ${bare}`, /"command" has no value in quotes/],
    [`command="ls ${bare}`, /quote in its options is not closed/],
    [`command="ls\\" ${bare}`, /quote in its options is not closed/],
    [`restrict="x" ${bare}`, /"restrict" takes no value/, /restrict alone/],
    [`command="a",command="b" ${bare}`, /"command" stands there twice/],
    [`restrict command="ls" ${bare}`, /No key type such as ssh-ed25519 follows/],
    [`restrict;pty ${bare}`, /no list of options/],
    [`command="a"b ${bare}`, /no list of options/],
    [`environment="A B=c" ${bare}`, /"environment": it is no NAME=VALUE/],
    [`expiry-time="tomorrow" ${bare}`, /"expiry-time": it is no time/],
    [`expiry-time="20270230" ${bare}`, /"expiry-time": it is no time/],
    [`expiry-time="19690101" ${bare}`, /after 1970/],
    [`permitopen="h" ${bare}`, /"permitopen": it is no HOST:PORT/],
    [`permitlisten="0" ${bare}`, /"permitlisten": it is no \[HOST:\]PORT/],
    [`tunnel="x" ${bare}`, /"tunnel": it is no number/],
    [`from="10.0.0.1/8" ${bare}`, /"from": "10.0.0.1\/8" is no network/],
    [`from="a,,b" ${bare}`, /"from": one of its patterns is empty/],
    [`from="::1/64" ${bare}`, /is no network/],
    [`restrict ${bare}\nssh-ed25519 AAAA`, /line break/],
    [`restrict\0 ${bare}`, /control character/],
    [`command="a\nb" ${bare}`, /line break/],
    ["restrict ssh-ed25519 PLACEHOLDER_KEY_NOT_SET", /placeholder/],
    ["restrict,pty", /does not begin with a key type/],
    ["restrict,pty ssh-ed25519 AAA!", /not base64/],
    ["ssh-ed25519-cert-v01@openssh.com AAAA", /certificate/, /cert-authority/],
    ["restrict ssh-ed25519-cert-v01@openssh.com AAAA", /certificate/],
    ["", /does not begin with a key type/],
  ])("is refused: %s", (line, problem, help = /./) => {
    const fault = authorizedKeyProblem(line);
    expect(fault?.problem).toMatch(problem);
    expect(fault?.help ?? "-").toMatch(help);
  });

  it("is not quoted where it is a private key", () => {
    const line = `command="-----BEGIN OPENSSH PRIVATE KEY-----QQQQ" ${bare}`;
    expect(authorizedKeyProblem(line)?.problem).toMatch(/private key/);
    expect(JSON.stringify(authorizedKeyProblem(line))).not.toContain("QQQQ");
  });

  it("may be as long as it likes", () => {
    const line = `command="${'\\"a, '.repeat(250_000)}",${"restrict,".repeat(100_000)} ${bare}`;
    const start = performance.now();
    expect(authorizedKeyProblem(line)).toBeUndefined();
    expect(authorizedKeyProblem(line.replace('",restrict', ",restrict"))?.problem).toMatch(
      /not closed/,
    );
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test.prop([arbitraryOptions])("is the same key with any options that are some", (options) => {
    const parsed = parseAuthorizedKey(`${options} ${publicKey}`);
    if (parsed.ok) expect(parsed.value.key.line).toBe(bare);
  });

  test.prop([fc.string({ unit: "binary" })])("is judged whatever the text", (text) => {
    for (const line of [`${text} ${bare}`, `command="${text}" ${bare}`, text]) {
      const fault = authorizedKeyProblem(line);
      expect(fault === undefined || fault.problem.length > 0).toBe(true);
    }
  });
});

describe("ssh-keygen", () => {
  const scratch = mkdtempSync(join(tmpdir(), "fleet-authorized-keys-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("finds the key in every line that is taken, and none where no options end", () => {
    const sampled = fc.sample(arbitraryOptions, 500).map((text) => `${text} ${bare}`);
    const lines = sampled.map((line, index) => `${line} of-line-${index}`);
    const file = join(scratch, "authorized_keys");
    writeFileSync(file, `${lines.join("\n")}\n${bare} last\n`);
    const listed = execFileSync("ssh-keygen", ["-l", "-f", file], { encoding: "utf8" });
    const found = new Set(
      [...listed.matchAll(/of-line-(\d+) \(/g)].map(([, line]) => Number(line)),
    );
    const isTaken = (line: string) => authorizedKeyProblem(line) === undefined;
    expect(lines.filter((line, index) => isTaken(line) && !found.has(index))).toEqual([]);
    expect(lines.filter(isTaken).length).toBeGreaterThan(20);
  });
});
