import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as lawTest } from "@fast-check/vitest";
import { afterAll, describe, expect, test } from "vitest";
import {
  type FleetIndex,
  type FleetText,
  hostData,
  layOutFleet,
  type SampleHost,
  writeFleet,
} from "./fleet-text.ts";
import { evaluateNix, listenToNix } from "./nix-value.ts";

const scratch = mkdtempSync(join(tmpdir(), "fleet-slices-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;

/** What Nix reads for all hosts of a fleet, or for one of them. */
function readHosts(fleet: FleetText, host?: string): unknown {
  count += 1;
  const root = writeFleet(join(scratch, String(count)), fleet);
  const hosts = `(fleet.readFleet { root = ${root}; }).hosts`;
  return evaluateNix(
    host === undefined
      ? `builtins.mapAttrs (_: host: host.data) ${hosts}`
      : `${hosts}.${JSON.stringify(host)}.data`,
  );
}

const expectedHosts = (hosts: readonly SampleHost[]): unknown =>
  Object.fromEntries(hosts.map((host) => [host.id, hostData(host)]));

/** The same fleet, of which only parts can be parsed: nothing is left to fall back to. */
const breakWhole = ({ json, index }: FleetText): FleetText => ({
  json: `${json}!`,
  index: { ...index, size: index.size + 1 },
});

const sampleHosts = (size: number): SampleHost[] =>
  Array.from({ length: size }, (_, number) => ({ id: `host${number}`, description: "Keith" }));

// Nix has no NUL in strings, and half a surrogate pair is no text.
const text = fc
  .string({ unit: "binary" })
  .map((value) => value.replaceAll("\0", "").toWellFormed());
const hostile = fc.constantFrom('"', "\\", `$\{x}`, "''", "\n", "}", '    "mini": {', "é", "日本");
const description = fc
  .array(fc.oneof(text, hostile), { maxLength: 5 })
  .map((parts) => parts.join(""));
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const hosts = fc.uniqueArray(fc.record({ id, description }), {
  selector: (host) => host.id,
  minLength: 1,
  maxLength: 40,
});

describe("a host cut out of fleet.json by the index", () => {
  lawTest.prop([hosts], { numRuns: 25 })("is the host of the whole file", (some) => {
    expect(readHosts(breakWhole(layOutFleet(some)))).toEqual(expectedHosts(some));
  });

  test.each([1, 63, 64, 65, 128, 200])("is right in a fleet of %i hosts", (size) => {
    const some = sampleHosts(size);
    expect(readHosts(breakWhole(layOutFleet(some)))).toEqual(expectedHosts(some));
  });

  test("is read without parsing the others", () => {
    const { json, index } = layOutFleet(sampleHosts(3));
    const broken = json.replace('"hostname": "host1"', '"hostname": !host1!');
    expect(readHosts({ json: broken, index }, "host2")).toEqual(
      hostData({ id: "host2", description: "Keith" }),
    );
    expect(() => readHosts({ json: broken, index }, "host1")).toThrow("parse error");
  });
});

describe("an index that does not fit", () => {
  const some = sampleHosts(70);
  const { json, index } = layOutFleet(some);
  const withLength = (change: (length: number) => number): FleetIndex => ({
    ...index,
    hosts: Object.fromEntries(
      Object.entries(index.hosts).map(([host, entry]) => [
        host,
        { ...entry, length: change(entry.length) },
      ]),
    ),
  });

  test.each([
    ["another size", { ...index, size: index.size + 1 }],
    ["a start too late", { ...index, start: index.start + 1 }],
    ["a start too early", { ...index, start: index.start - 1 }],
    ["a start before the file", { ...index, start: 0 }],
    ["a start behind the file", { ...index, start: index.size * 2 }],
    ["entries too long", withLength((length) => length + 1)],
    ["entries too short", withLength((length) => length - 1)],
    ["entries without length", withLength(() => 0)],
    ["entries of negative length", withLength(() => -2)],
  ])("for %s is passed over", (_, wrong) => {
    expect(readHosts({ json, index: wrong })).toEqual(expectedHosts(some));
  });
});

describe("a host that somebody changed in fleet.json", () => {
  const some = sampleHosts(60);
  const { json, index } = layOutFleet(some);
  const at = json.indexOf('"hostname": "host7"');
  const edited = json.slice(0, at) + json.slice(at).replace('"24.05"', '"24.11"');
  const broken = json.replace('"hostname": "host7"', '"hostname": !host7!');
  const warning = 'host "host7" in fleet.json was changed since fleet wrote it';

  const listen = (fleet: FleetText, expression: string) => {
    count += 1;
    const root = writeFleet(join(scratch, String(count)), fleet);
    return listenToNix(`(fleet.readFleet { root = ${root}; }).hosts.${expression}`);
  };

  test("is read with a warning that says what to run", () => {
    const { said } = listen({ json: edited, index }, "host7.data.hostname");
    expect(said).toContain(warning);
    expect(said).toContain("`fleet generate`");
  });

  test("is warned of before Nix fails in words of its own", () => {
    expect(listen({ json: broken, index }, "host7.data").said).toContain(warning);
  });

  test("is nothing to those who read another", () => {
    expect(listen({ json: broken, index }, "host8.data.hostname")).toMatchObject({
      value: '"host8"',
      said: expect.not.stringContaining("fleet"),
    });
  });

  test("is found by the digest of the whole file where an index of before has none", () => {
    const lengths = Object.entries(index.hosts).map(([id, { digest: _, ...entry }]) => [id, entry]);
    const old = { ...index, hosts: Object.fromEntries(lengths) };
    expect(listen({ json, index: old }, "host7.data.hostname").said).not.toContain("fleet");
    const { said } = listen({ json: edited, index: old }, "host7.data.hostname");
    expect(said).toContain("fleet.json was changed or formatted anew since fleet wrote it");
  });
});

describe("an index that somebody changed", () => {
  const some = sampleHosts(60);
  const { json, index } = layOutFleet(some);

  test("is passed over with a warning, also where it lacks a host", () => {
    count += 1;
    const root = writeFleet(join(scratch, String(count)), { json, index });
    const path = join(root, "fleet.index.json");
    const text = readFileSync(path, "utf8").replace(/ *"host7": \{[^}]*\},\n/, "");
    writeFileSync(path, text);
    const { value, said } = listenToNix(`(fleet.readFleet { root = ${root}; }).hosts ? host7`);
    expect(value.trim()).toBe("true");
    expect(said).toContain(
      "fleet.index.json was changed or formatted anew since fleet wrote it. It is passed over",
    );
  });

  test("is none where git gave both files other line ends", () => {
    count += 1;
    const root = writeFleet(join(scratch, String(count)), { json, index });
    for (const file of ["fleet.json", "fleet.index.json"]) {
      const text = readFileSync(join(root, file), "utf8");
      writeFileSync(join(root, file), text.replaceAll("\n", "\r\n"));
    }
    const { value, said } = listenToNix(
      `builtins.mapAttrs (_: host: host.data) (fleet.readFleet { root = ${root}; }).hosts`,
    );
    expect(JSON.parse(value)).toEqual(expectedHosts(some));
    expect(said).not.toContain("fleet");
  });
});

describe("what people write", () => {
  lawTest.prop([fc.array(description, { minLength: 1, maxLength: 30 })], { numRuns: 25 })(
    "arrives unchanged in the options of an account",
    (descriptions) => {
      const some = descriptions.map((value, number) => ({
        id: `host${number}`,
        description: value,
      }));
      count += 1;
      const root = writeFleet(join(scratch, String(count)), layOutFleet(some));
      const probed = evaluateNix(
        `builtins.mapAttrs (_: host: host.users.keith.description) (fleet.probe { root = ${root}; }).hosts`,
      );
      // Of an empty comment nothing is said, which is NixOS's own default.
      const expected = some.map((host) => [
        host.id,
        host.description === "" ? null : host.description,
      ]);
      expect(probed).toEqual(Object.fromEntries(expected));
    },
  );
});
