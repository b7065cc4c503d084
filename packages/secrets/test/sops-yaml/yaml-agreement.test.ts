import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, it as law } from "@fast-check/vitest";
import { afterAll, describe, expect, it } from "vitest";
import { pickSopsRule } from "../../src/sops-yaml/sops-config.ts";
import { parseSopsYaml } from "../../src/sops-yaml/sops-yaml-reader.ts";
import { recipientOf } from "../support/fleet.ts";
import { runSops } from "../support/tools.ts";

const [good, evil] = [recipientOf("good"), recipientOf("evil")];
const folder = mkdtempSync(join(tmpdir(), "fleet-agreement-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Whom sops encrypts a new file to; undefined where it fails. */
function askSops(config: string | Uint8Array): readonly string[] | undefined {
  writeFileSync(join(folder, ".sops.yaml"), config);
  const args = ["encrypt", "--filename-override", "a.json"];
  const { status, stdout } = runSops(args, { cwd: folder, input: '{"a":"b"}' });
  if (status !== 0) return undefined;
  const { sops } = JSON.parse(stdout);
  const groups: { age: { recipient: string }[] }[] = sops.key_groups ?? [sops];
  return groups.flatMap(({ age }) => age.map(({ recipient }) => recipient)).sort();
}

/** Whom we say it encrypts to; undefined where there are findings, or nobody. */
function readAsFleet(config: string): readonly string[] | undefined {
  const { value, diagnostics } = parseSopsYaml(config, ".sops.yaml");
  const isDoubtful = diagnostics.some(({ severity }) => severity === "error");
  if (value === undefined || isDoubtful) return undefined;
  const pick = pickSopsRule(value, "a.json");
  return pick.kind === "rule" ? [...new Set(pick.rule.groups.flat())].sort() : undefined;
}

function codesOf(config: string): string[] {
  return parseSopsYaml(config, ".sops.yaml").diagnostics.map(
    ({ code, position }) => `${code.replace("secrets/", "")}:${position?.line ?? 0}`,
  );
}

const base = `keys:
  - &good ${good}
creation_rules:
  - path_regex: ^a\\.json$
    key_groups:
      - age:
          - *good
`;
const flat = (age: string) => `creation_rules:\n  - path_regex: a\n    ${age}\n`;
const inComment = (text: string) =>
  base.replace("- *good\n", `- *good # ${text}          - ${evil}\n`);

describe("a .sops.yaml that sops reads otherwise than it looks", () => {
  it.each<[string, string, string]>([
    ["a carriage return in a comment", inComment("x\r"), "ambiguous-sops-yaml:7"],
    ["a next line in a comment", inComment("x\u0085"), "ambiguous-sops-yaml:7"],
    ["a line separator in a comment", inComment("x\u2028"), "ambiguous-sops-yaml:7"],
    ["a paragraph separator in a comment", inComment("x\u2029"), "ambiguous-sops-yaml:7"],
    ["a binary key", flat(`!!binary YWdl: ${evil}`), "ambiguous-sops-yaml:3"],
    [
      "an alias for a key",
      `x: &k age\n${flat(`age: ${good}\n    *k : ${evil}`)}`,
      "ambiguous-sops-yaml:5",
    ],
    ["a mark of byte order", `\ufeff${base}`, "ambiguous-sops-yaml:1"],
    ["a directive", `%YAML 1.1\n---\n${base}`, "ambiguous-sops-yaml:1"],
    ["another directive", `%TAG ! tag:x,2000:\n---\n${base}`, "ambiguous-sops-yaml:1"],
    ["a second document", `${base}---\n${flat(`age: ${evil}`)}`, "ambiguous-sops-yaml:9"],
    ["an empty first document", `---\n---\n${base}`, "ambiguous-sops-yaml:3"],
    ["an anchor that sops refuses", base.replaceAll("good ", "g.d "), "ambiguous-sops-yaml:2"],
    ["a control character", base.replace("keys", "ke\u000bys"), "ambiguous-sops-yaml:1"],
    ["a tag", base.replace("^a", "!!str ^a"), "ambiguous-sops-yaml:4"],
  ])("says so: with %s", (_, config, code) => {
    expect(codesOf(config)).toContain(code);
    expect(parseSopsYaml(config, ".sops.yaml").value).toBeUndefined();
  });

  it.each<[string, string]>([
    ["a mapping for a key", flat("key_groups: [{ age: [{ a: b }] }]")],
    ["a mapping in a list of keys", flat("age: [{ a: b }]")],
    ["a text for a mapping", flat("key_groups: [{ kms: [arn:aws:kms:x] }]")],
    ["a mapping for the key groups", flat(`key_groups: { age: [${evil}] }`)],
    ["a list for a path", flat(`age: ${good}`).replace("path_regex: a", "path_regex: [a]")],
    ["an octal threshold", flat(`shamir_threshold: 02\n    age: ${good}`)],
    ["a rule without a key", flat("pgp: ''")],
    ["a rule that is a text", "creation_rules: [a]\n"],
    ["stores that are a number", `stores: 5\n${base}`],
    ["destinations that are a mapping", `destination_rules: { a: b }\n${base}`],
  ])("refuses what sops refuses: %s", (_, config) => {
    const codes = codesOf(config);
    expect(codes.map((code) => code.replace(/:\d+$/, ""))).toEqual(["bad-sops-yaml"]);
    expect(JSON.stringify(parseSopsYaml(config, ".sops.yaml").diagnostics)).not.toContain(
      "[object",
    );
  });

  it("takes numbers and dates where sops takes them for texts, and all of their digits", () => {
    const config = flat("key_groups: [{ pgp: [12345678901234567890123456789012345678E1] }]");
    const { value } = parseSopsYaml(config, ".sops.yaml");
    expect(value?.rules[0]?.groups).toEqual([["pgp:12345678901234567890123456789012345678E1"]]);
    const dated = flat(`age: ${good}`).replace("path_regex: a", "path_regex: 2001-01-01");
    expect(parseSopsYaml(dated, ".sops.yaml").value?.rules[0]?.pathRegex).toBe("2001-01-01");
  });

  it("says of a key in many rules once that it is none", () => {
    const rule = "  - age: *bad\n";
    const config = `keys: [&bad age1qqq]\ncreation_rules:\n${rule}${rule}${rule}`;
    expect(codesOf(config)).toEqual(["bad-recipient:3"]);
  });
});

/** A list of titles over keys, one in another, as many people write it. */
const titled = `keys:
  - &users:
    - &good ${good}
  - &hosts:
    - &servers:
      - &other ${evil}
${base.slice(base.indexOf("creation_rules"))}`;

describe("an anchor with a colon", () => {
  it("that is a title in the list of keys is read as sops reads it", () => {
    expect(readAsFleet(titled)).toEqual([good]);
    expect(askSops(titled)).toEqual([good]);
  });

  it.each([
    ["told by an alias", titled.replace("- *good", "- *users:")],
    ["told by an alias without its colon", titled.replace("- *good", "- *users")],
    ["on a list of a rule", base.replace("- age:", "- age: &a:")],
    ["on the groups of a rule", base.replace("      - age", "      - &a:\n          age")],
    ["on a key", base.replace("&good ", "&good: ").replace("*good", "*good:")],
    ["further to the right than its keys", titled.replace("- &users:", "-  &users:")],
    ["before a pair in its line", titled.replace("&users:\n    -", "&users: a:\n    -")],
  ])("is told where sops takes it otherwise: %s", (_, config) => {
    expect(readAsFleet(config)).toBeUndefined();
    expect(askSops(config)).not.toEqual([good]);
  });

  const character = fc.constantFrom(..."abz09_-:.,?/@é*&!|#%`]}'\"+ ".split(""));
  const name = fc.string({ unit: character, minLength: 1, maxLength: 4 });
  const text = fc.tuple(
    fc.constantFrom("\n    - ", "\n    -   - ", " [", " {a: ", " ", "\n    a: "),
    fc.constantFrom("*good", "*good", "*users", "*users:"),
  );
  law.prop([fc.oneof(name, fc.constantFrom("u:", "good:", "a:", "a: b:")), text], { numRuns: 150 })(
    "or any other odd name is read as sops reads it, or not at all",
    (anchor, [before, last]) => {
      const close = before.endsWith("[") ? " ]" : before.includes("{") ? " }" : "";
      const head = `keys:\n  - &${anchor}${before}&good ${good}${close}\n`;
      const rule = flat(`key_groups: [{ age: [ ${last} ] }]`);
      const config = head + rule;
      const ours = readAsFleet(config);
      if (ours !== undefined) expect(askSops(config)).toEqual(ours);
    },
  );
});

/** What is put in anywhere: what readers may take differently, and what means nothing to either. */
const pieces = fc.oneof(
  fc.constantFrom(
    "\r",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\t",
    "?",
    "&x ",
    "*good ",
    "!!str ",
    "%",
    "|\n",
    ">-\n",
  ),
  fc.constantFrom(
    " ",
    "  ",
    "\n",
    "\n\n",
    "#",
    " # x",
    "# x\n",
    "'",
    '"',
    "- ",
    ": ",
    ",",
    "[",
    "]",
    "{",
    "}",
  ),
  fc.constantFrom(
    "<<: *good\n",
    "---\n",
    "...\n",
    "~",
    "null",
    "0x1",
    "yes",
    "  - {}\n",
    "x: 1\n",
    "x: [1]\n",
  ),
  fc.constantFrom(
    `          - ${evil}\n`,
    `    age: ${evil}\n`,
    "          - *good\n",
    `  - age: ${evil}\n`,
  ),
);
/** Where lines begin and end, and anywhere. */
const breaks = [...base.matchAll(/\n/g)].flatMap(({ index }) => [index, index + 1]);
const place = fc.oneof(fc.constantFrom(0, ...breaks), fc.nat({ max: base.length }));

describe("any .sops.yaml", () => {
  const edits = fc.array(fc.tuple(place, pieces), {
    minLength: 1,
    maxLength: 3,
  });
  law.prop([edits], { numRuns: 400 })("is read as sops reads it, or not at all", (list) => {
    const config = list.reduce(
      (text, [at, piece]) => text.slice(0, at) + piece + text.slice(at),
      base,
    );
    const ours = readAsFleet(config);
    if (ours !== undefined) expect(askSops(config)).toEqual(ours);
  });

  it("that is sound is read", () => {
    expect(readAsFleet(base)).toEqual([good]);
    expect(askSops(base)).toEqual([good]);
    const crlf = base.replaceAll("\n", "\r\n");
    expect(readAsFleet(crlf)).toEqual([good]);
    expect(askSops(crlf)).toEqual([good]);
  });

  law.prop([edits], { numRuns: 100 })("with titles among its keys is so, too", (list) => {
    const config = list.reduce(
      (text, [at, piece]) => text.slice(0, at) + piece + text.slice(at),
      titled,
    );
    const ours = readAsFleet(config);
    if (ours !== undefined) expect(askSops(config)).toEqual(ours);
  });
});
