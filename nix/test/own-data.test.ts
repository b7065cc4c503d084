import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "@fast-check/vitest";
import { emitFiles, unstamped } from "@fleet/codegen";
import { parseFleet, resolveFleet } from "@fleet/core";
import { resolveHomes } from "@fleet/profiles";
import { afterAll, describe, expect, test } from "vitest";
import { evaluateNix } from "./nix-value.ts";

const scratch = mkdtempSync(join(tmpdir(), "fleet-data-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Writes the generated files of a fleet whose hosts are homes only, which need no modules. */
function generate(name: string, declaration: unknown): string {
  const { value: declared, diagnostics } = parseFleet(declaration);
  if (declared === undefined || diagnostics.length > 0)
    throw new Error(JSON.stringify(diagnostics));
  const files: ReadonlySet<string> = new Set();
  const surroundings = { files, tracked: undefined, contents: new Map() };
  const resolved = resolveFleet(declared, surroundings).value;
  const homes = resolveHomes(declared, resolved, surroundings).value;
  const computed = { declared, resolved, homes, secrets: undefined, sources: new Map(), files };
  const folder = mkdtempSync(join(scratch, `${name}-`));
  for (const { path, contents } of emitFiles(computed, digest)) {
    const stamped = contents.replace(unstamped, `sha256-${digest(contents)}`);
    writeFileSync(join(folder, path), stamped);
  }
  return folder;
}

/** Data as Nix itself would write them, which goes nowhere near JSON. */
function nixOf(data: unknown): string {
  if (Array.isArray(data)) return `[ ${data.map(nixOf).join(" ")} ]`;
  if (typeof data === "string") return nixText(data);
  if (typeof data === "number") return nixNumber(data);
  if (typeof data !== "object" || data === null) return String(data);
  const entries = Object.entries(data).map(([key, value]) => `${nixText(key)} = ${nixOf(value)};`);
  return `{ ${entries.join(" ")} }`;
}

function nixText(text: string): string {
  // Of a bare line end with a carriage return Nix makes another one.
  return `"${text.replace(/["\\]|\$(?=\{)/g, "\\$&").replaceAll("\r", "\\r")}"`;
}

function nixNumber(number: number): string {
  const text = nixDigits(Math.abs(number));
  return number < 0 ? `(-${text})` : text;
}

function nixDigits(digits: number): string {
  if (Number.isInteger(digits)) return String(digits);
  // As a literal, Nix refuses what is smaller than the smallest number with all of its digits.
  if (digits < 1e-300)
    return `(${nixDigits(digits * 2 ** 200)} / ${(2 ** 200).toExponential().replace("e+", "e")})`;
  return digits
    .toExponential()
    .replace(/^(\d)(?=e)/, "$1.0")
    .replace("e+", "e");
}

const text = fc.oneof(
  fc.string({ unit: "binary" }).map((value) => value.replaceAll("\0", "").toWellFormed()),
  fc.constantFrom(
    "",
    `$\{x}`,
    `$$\{x}`,
    "''",
    '"',
    "\\",
    "\r\n",
    "\u2028",
    "日本",
    "outPath",
    "_type",
    "__functor",
    "9",
    "a.b",
    "<x>",
    "1e400",
    "9223372036854775807",
  ),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -0,
    0.1,
    -1.5,
    5e-324,
    1.7976931348623157e-300,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one)),
);
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.array(tie("data"), { maxLength: 5 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("data"),
      { maxKeys: 5 },
    ),
  ),
}));

/** Whether Nix reads the data of every host, of the fleet and of a person as they were declared. */
function compare(name: string, samples: readonly unknown[]): unknown {
  const [ofFleet, ofPerson, ...ofHosts] = samples;
  const host = { system: "x86_64-linux", platform: "linux", stateVersion: "24.05" };
  const hosts = ofHosts.map((own, index) => [
    `host${index}`,
    { ...host, users: ["ada"], data: own },
  ]);
  const root = generate(name, {
    users: { ada: { fullName: "Ada", home: "none", data: ofPerson } },
    hosts: Object.fromEntries(hosts),
    data: ofFleet,
  });
  const expected = ofHosts.map((own, index) => `"host${index}" = ${nixOf(own)};`);
  return evaluateNix(`
    let
      read = fleet.readFleet { root = ${root}; };
      expected = { ${expected.join(" ")} };
      person = ${nixOf(ofPerson)};
      isSame = a: b: a == b && kindsOf a == kindsOf b;
      # 1 == 1.0 in Nix.
      kindsOf = value:
        if builtins.isAttrs value then map kindsOf (builtins.attrValues value)
        else if builtins.isList value then map kindsOf value
        else builtins.typeOf value;
    in {
      fleet = isSame read.common.data (${nixOf(ofFleet)});
      person = builtins.all (host: isSame host.data.accounts.ada.data person) (builtins.attrValues read.hosts);
      others = builtins.filter (id: !(isSame read.hosts.\${id}.data.data expected.\${id})) (builtins.attrNames expected);
    }`);
}

describe("data of one's own", () => {
  const samples = fc.sample(data, { numRuns: 302, seed: 20_261_128 });

  test("are in Nix what was declared, read with an index", () => {
    expect(compare("many", samples)).toEqual({ fleet: true, person: true, others: [] });
  });

  test("and without one", () => {
    expect(compare("few", samples.slice(100, 150))).toEqual({
      fleet: true,
      person: true,
      others: [],
    });
  });

  test("which would be seen if they were not", () => {
    expect(evaluateNix("builtins.fromJSON ''[ 1.0 ]'' == [ 1 ]")).toBe(true);
    expect(
      evaluateNix(
        `${nixOf({ "a${b}": ["\r\n", 0.1, -3] })} == { "a\\\${b}" = [ "\\r\\n" 0.1 (-3) ]; }`,
      ),
    ).toBe(true);
  });
});
