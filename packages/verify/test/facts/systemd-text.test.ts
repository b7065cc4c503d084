import { join } from "node:path";
import { fc, test as lawTest } from "@fast-check/vitest";
import { printNixValue } from "@fleet/nix-eval";
import { describe, expect, it } from "vitest";
import { evaluateNix } from "../../../../nix/test/nix-value.ts";
import { repository } from "../../../../nix/test/offline-flake.ts";
import { readAssignments, readCommandLine, readUnitPath } from "../../src/facts/systemd-text.ts";

describe("a command line of a unit file", () => {
  it.each([
    ["words", "/bin/a  b\tc", ["/bin/a", "b", "c"]],
    ["quotes of both kinds", `/bin/a "b c" 'd "e"' ""`, ["/bin/a", "b c", 'd "e"', ""]],
    [
      "escapes as in C",
      '/bin/a "\\"\\\\\\n\\t\\x41\\101\\u00e9\\U0001f600\\s"',
      ["/bin/a", '"\\\n\tAAé😀 '],
    ],
    ["what is doubled", '/bin/a "100%%" $$HOME "$${x}"', ["/bin/a", "100%", "$HOME", `$\{x}`]],
    ["an escape outside of quotes", "/bin/a b\\sc", ["/bin/a", "b c"]],
    ["lines that are joined", '\n  /bin/a \\\n  b "c\\\\" \\\nd\n', ["/bin/a", "b", "c\\", "d"]],
    ["nothing", "", []],
  ])("is read: %s", (_, text, words) => {
    expect(readCommandLine(text)).toEqual(words);
  });

  it.each([
    ["a quote that does not end", '/bin/a "b'],
    ["an escape that there is not", "/bin/a \\q"],
    ["a character that there is not", "/bin/a \\Uffffffff"],
    ["a specifier", "/bin/a %h"],
    ["a variable", "/bin/a $HOME"],
    ["a backslash at the end", "/bin/a \\"],
    ["a second line", "/bin/a\nUser=root"],
    ["a second line after a doubled backslash", "/bin/a \\\\\nUser=root"],
  ])("is not known: %s", (_, text) => {
    expect(readCommandLine(text)).toBeUndefined();
  });
});

describe("the variables of a unit file", () => {
  it.each([
    [
      "words",
      "PORT=1 HOST=a",
      [
        ["PORT", "1"],
        ["HOST", "a"],
      ],
    ],
    [
      "quotes of both kinds",
      `"PORT=1 2" 'A="b"' C="d e"`,
      [
        ["PORT", "1 2"],
        ["A", '"b"'],
        ["C", "d e"],
      ],
    ],
    [
      "escapes, and what is doubled",
      "A=100%% B=\\x41 C=$HOME D=a=b",
      [
        ["A", "100%"],
        ["B", "A"],
        ["C", "$HOME"],
        ["D", "a=b"],
      ],
    ],
    ["what systemd alone knows", "PORT=%i", [["PORT", "%i"]]],
    ["what assigns nothing", "PORT ''", []],
  ])("are read: %s", (_, text, assignments) => {
    expect(readAssignments(text)).toEqual(assignments);
  });
});

/** What systemd takes for the value of a setting: it joins lines and trims, before anything else. */
function readSetting(value: string): string | undefined {
  const lines = value.split("\n");
  return lines.length > 1 || value.endsWith("\\") ? undefined : value.trim();
}

// Nix has no NUL in strings, and half a surrogate pair is no text.
const text = fc
  .string({ unit: "binary" })
  .map((value) => value.replaceAll("\0", "").toWellFormed());
const hostile = fc.constantFrom(
  '"',
  "'",
  "\\",
  "%",
  "%%",
  "%h",
  "$",
  "$$",
  `$\{HOME}`,
  "\n",
  " ",
  ";",
  "é",
  "\u0007",
);
const folder = fc
  .array(fc.oneof(hostile, text), { maxLength: 6 })
  .map((parts) => `/${parts.join("")}`);
const folders = fc.array(folder, { minLength: 1, maxLength: 40 });

const library = join(repository, "nix", "lib", "modules", "systemd-text.nix");

describe("what people write for a working directory", () => {
  lawTest.prop([folders], { numRuns: 25 })("arrives as one argument of the command", (some) => {
    const escaped = evaluateNix(
      `map (import ${library}).argument (builtins.fromJSON ${printNixValue(JSON.stringify(some))})`,
    );
    const command = Array.isArray(escaped) ? escaped.join(" ") : "";
    expect(readSetting(command)).toBe(command);
    expect(readCommandLine(command)).toEqual(some);
  });

  lawTest.prop([folders], { numRuns: 25 })("arrives as a path that stands alone", (some) => {
    const plain = some.filter((path) => !/\p{Cc}/u.test(path));
    const escaped = evaluateNix(
      `map ((import ${library}).path "somebody") (builtins.fromJSON ${printNixValue(JSON.stringify(plain))})`,
    );
    const read = Array.isArray(escaped) ? escaped.map(readSetting) : [];
    // A slash more at the end is the same folder.
    const paths = read.map((one) => readUnitPath(one ?? "%")?.replace(/(?<=[\s\\])\/$/, ""));
    expect(paths).toEqual(plain);
  });
});
