import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { indexText, layOutFleet, writeFleet } from "./fleet-text.ts";
import { createRandom, mutate } from "./mutations.ts";
import { listenToNix } from "./nix-value.ts";
import { repository } from "./offline-flake.ts";

// FLEET_FUZZ_SEED makes a run again, FLEET_FUZZ_RUNS a longer one.
const seed = Number(process.env["FLEET_FUZZ_SEED"] ?? 20);
const runs = Number(process.env["FLEET_FUZZ_RUNS"] ?? 18);

const scratch = mkdtempSync(join(tmpdir(), "fleet-mutants-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const readAll = (root: string) =>
  listenToNix(
    `let read = fleet.readFleet { root = ${root}; }; in { inherit (read) homes sources; hosts = builtins.mapAttrs (_: host: { inherit (host) platform data; }) read.hosts; }`,
  );

/** A fleet in a folder of its own, of which one file can be changed. */
interface Sample {
  readonly root: string;
  readonly file: string;
  readonly text: string;
}

/** Mutants of a file that Nix takes for another fleet, or that it cannot read, without a word of what to do. */
function listSilent({ root, file, text }: Sample): readonly string[] {
  const path = join(root, file);
  writeFileSync(path, text);
  const { value: right } = readAll(root);
  const silent = mutate(text, createRandom(seed), runs).flatMap((mutant, turn) => {
    writeFileSync(path, mutant.text);
    const { value, said } = readAll(root);
    const isSaid = said.includes("fleet generate") && /fleet\.(?:index\.)?json/.test(said);
    return value === right || isSaid ? [] : [`${mutant.name} (seed ${seed}, ${turn}): ${said}`];
  });
  writeFileSync(path, text);
  return silent;
}

const hosts = Array.from({ length: 60 }, (_, number) => ({ id: `h${number}`, description: "K" }));
const large = layOutFleet(hosts);
const root = writeFleet(join(scratch, "large"), large);
const family = writeFleet(join(scratch, "family"), large);
rmSync(join(family, "fleet.index.json"));

describe("a changed file is never taken for another fleet without a word", () => {
  test.each([
    {
      root: family,
      file: "fleet.json",
      text: readFileSync(join(repository, "examples/family/fleet.json"), "utf8"),
    },
    { root, file: "fleet.json", text: large.json },
    { root, file: "fleet.index.json", text: indexText(large.index) },
  ])(
    "$file of $root",
    (sample) => {
      expect(listSilent(sample)).toEqual([]);
    },
    10_000 + runs * 2000,
  );
});

test("a file that nobody changed is read without a word", () => {
  const { said } = readAll(root);
  expect(said).not.toContain("fleet:");
});
