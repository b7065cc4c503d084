import { fc, it as law } from "@fast-check/vitest";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import {
  comparePatterns,
  createPathTest,
  literalFolder,
  parsePattern,
  patternProblem,
  patternRegex,
  samplePaths,
} from "../../src/rules/path-pattern.ts";

const name = fc
  .stringMatching(/^[ab.+é😀 '"#-]{1,3}$/u)
  .filter((text) => text !== "." && text !== "..");
const wildName = fc.tuple(name, name).map(([a, b]) => `${a}*${b}`);
const segment = fc.oneof(name, name, fc.constant("*"), wildName, fc.constant("**"));
const pattern = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((names) => names.join("/"))
  .filter((text) => patternProblem(text) === undefined);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));

describe("a path pattern", () => {
  it.each([
    ["secrets/mini.yaml", "^secrets/mini\\.yaml$"],
    ["secrets/*.yaml", "^secrets/[^/]+\\.yaml$"],
    ["secrets/shared/**", "^secrets/shared/.*$"],
    ["**/mini.yaml", "^(.*/|)mini\\.yaml$"],
    ["a/**/b+c", "^a/(.*/|)b\\+c$"],
    ["**", "^.*$"],
  ])("%s is %s to sops", (text, regex) => {
    expect(patternRegex(parsePattern(text))).toBe(regex);
  });

  it.each([
    ["a/*", "a/b", true],
    ["a/*", "a/b/c", false],
    ["a/*", "a/", false],
    ["a/**", "a/b/c", true],
    ["a/**", "ab", false],
    ["**/x", "x", true],
    ["**/x", "a/b/x", true],
    ["**/x", "a/bx", false],
    ["a/**/b", "a/b", true],
    ["a/**/b", "a/x/y/b", true],
    ["mini*.yaml", "mini.yaml", false],
    ["mini.yaml", "miniXyaml", false],
  ])("%s on %s: %s", (text, tried, matches) => {
    expect(createPathTest(parsePattern(text))(tried)).toBe(matches);
  });

  it.each([
    ["", /empty/],
    ["/etc/x", /not relative/],
    ["~/x", /not relative/],
    ["C:/x", /not relative/],
    ["../x", /leaves/],
    ["a/../../x", /leaves/],
    ["./x", /empty folder/],
    ["a//x", /empty folder/],
    ["a/x/", /empty folder/],
    ["a/x**", /whole folders/],
    ["a/**/**", /twice/],
    ["a/*/*/*/*/*", /four wildcards/],
    ["a\nb", /line break/],
  ])("cannot be %j", (text, message) => {
    expect(patternProblem(text)?.message).toMatch(message);
    expect(patternProblem(text)?.isRegex).toBe(false);
  });

  it.each(["^a/b$", "a/b\\.yaml", "secrets/.*", "a/.+", "(a|b)/c", "a/[^/]+", "a?"])(
    "is not the regular expression %s",
    (text) => {
      expect(patternProblem(text)?.isRegex).toBe(true);
    },
  );

  it.each([
    ["secrets/users/*", "secrets/users/"],
    ["secrets/**/x", "secrets/"],
    ["**", ""],
    ["*/x", ""],
    ["a/b", "a/"],
  ])("%s has all its paths in the folder %j", (text, folder) => {
    expect(literalFolder(parsePattern(text))).toBe(folder);
  });

  it("that is more particular comes first", () => {
    const inOrder = [
      "a/b.yaml",
      "a/b*.yaml",
      "a/*.yaml",
      "a/*",
      "a/**/b",
      "a/**",
      "*/b",
      "**/b",
      "**",
    ];
    const sorted = [...inOrder].reverse().map(parsePattern).sort(comparePatterns);
    expect(sorted.map(({ text }) => text)).toEqual(inOrder);
  });

  law.prop([pattern, path])("matches the same paths here and in RE2", (text, tried) => {
    const parsed = parsePattern(text);
    const regex = RE2JS.compile(patternRegex(parsed));
    for (const one of [tried, ...samplePaths(parsed)]) {
      expect(createPathTest(parsed)(one)).toBe(regex.test(one));
    }
  });

  law.prop([pattern])("matches its own samples, which lie in its folder", (text) => {
    const parsed = parsePattern(text);
    for (const sample of samplePaths(parsed)) {
      expect(createPathTest(parsed)(sample)).toBe(true);
      expect(sample.startsWith(literalFolder(parsed))).toBe(true);
    }
  });

  law.prop([pattern, pattern, pattern])("has one place in any order", (a, b, c) => {
    const patterns = [a, b, c].map(parsePattern);
    const order = (list: typeof patterns) =>
      [...list].sort(comparePatterns).map(({ text }) => text);
    expect(order(patterns)).toEqual(order([...patterns].reverse()));
  });
});

describe("a path test", () => {
  const names = fc.array(fc.constantFrom("*", "a", "b", "-"), { minLength: 1, maxLength: 5 });
  const name = fc.oneof(
    fc.constant("**"),
    names.map((letters) => letters.join("")),
  );
  const patterns = fc
    .array(name, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"))
    .filter((text) => patternProblem(text) === undefined);
  const paths = fc
    .array(fc.string({ unit: fc.constantFrom("a", "b", "-", "\n"), minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join("/"));

  law.prop([patterns, paths])("says what the regular expression says", (text, path) => {
    const pattern = parsePattern(text);
    expect(createPathTest(pattern)(path)).toBe(RE2JS.compile(patternRegex(pattern)).test(path));
  });

  it("takes no longer where a path nearly matches", () => {
    const matches = createPathTest(parsePattern("**/*a*a*ab"));
    const path = `secrets/${"a".repeat(200_000)}`;
    expect(matches(path)).toBe(false);
    expect(matches(`${path}b`)).toBe(true);
  });
});
