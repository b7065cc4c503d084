import { describe, expect, it } from "vitest";
import { readCompilerSettings } from "../../src/editor/compiler-settings.ts";
import { findMapped, findMissing, renderSettings } from "../../src/editor/settings-fit.ts";
import { memoryWorld } from "../../src/index.ts";

const types = ".fleet/types/core.d.ts";
const paths = { "@fleet/core": [`./${types}`] };
const fitting = { allowImportingTsExtensions: true, noEmit: true, paths };
const place = { root: "/fleet", config: "fleet.config.ts", types };

type Files = Readonly<Record<string, unknown>>;

/** What is missing in the settings at `tsconfig.json`, among files that are texts or JSON. */
async function missing(files: Files, config = "fleet.config.ts") {
  return findMissing(await read(files), { ...place, config });
}

function read(files: Files) {
  const texts = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === "string" ? content : JSON.stringify(content),
  ]);
  const { disk } = memoryWorld({ files: Object.fromEntries(texts) });
  return readCompilerSettings(disk, "/fleet/tsconfig.json");
}

describe("settings of TypeScript", () => {
  it.each(["fleet.config.ts", "fleet.config.mts", "fleet.config.js", "fleet.config.mjs"])(
    "are right as they are rendered for %s",
    async (config) => {
      const text = renderSettings({ config, types });
      expect(await missing({ "tsconfig.json": text }, config)).toBeUndefined();
      expect(findMapped(await read({ "tsconfig.json": text }))).toEqual([`/fleet/${types}`]);
    },
  );

  it("may have comments, trailing commas and a byte order mark", async () => {
    const text = `\ufeff{ // mine
      "compilerOptions": { /* ours */ "paths": { "@fleet/core": ["./${types}",], },
        "allowImportingTsExtensions": true, "noEmit": true, }, }`;
    expect(await missing({ "tsconfig.json": text })).toBeUndefined();
  });

  it("say nothing where the file is empty", async () => {
    expect(await missing({ "tsconfig.json": "\n" })).toEqual({
      compilerOptions: { allowImportingTsExtensions: true, noEmit: true, paths },
    });
  });

  it("lack of `paths` what is not there, beside what is", async () => {
    const own = { "~/*": ["./src/*"] };
    const settings = { compilerOptions: { ...fitting, paths: own } };
    expect(await missing({ "tsconfig.json": settings })).toEqual({
      compilerOptions: { paths: { ...own, ...paths } },
    });
  });

  it("lack inherited `paths`, too, which their own would take the place of", async () => {
    const base = { compilerOptions: { ...fitting, paths: { "~/*": ["./src/*"] } } };
    const files = { "base/tsconfig.json": base, "tsconfig.json": { extends: "./base/tsconfig" } };
    expect(await missing(files)).toEqual({
      compilerOptions: { paths: { "~/*": ["./base/src/*"], ...paths } },
    });
  });

  it.each([
    ["a file", { extends: "./base.json" }, "base.json"],
    ["a file without its ending", { extends: "./base" }, "base.json"],
    ["several, of which the last counts", { extends: ["./none.json", "./base"] }, "base.json"],
    ["a package", { extends: "@house/base" }, "node_modules/@house/base/tsconfig.json"],
    ["a package above", { extends: "house/base.json" }, "/node_modules/house/base.json"],
  ])("count with what they extend: %s", async (_, settings, path) => {
    const target = { "@fleet/core": [`/fleet/${types}`] };
    const base = { compilerOptions: { ...fitting, paths: target } };
    expect(await missing({ "tsconfig.json": settings, [path]: base })).toBeUndefined();
  });

  it("find files from the folder of the file that says so, or from what it names", async () => {
    const of = async (base: unknown) => {
      const files = { "tsconfig.json": { extends: "./a/base.json" }, "a/base.json": base };
      return findMapped(await read(files));
    };
    const at = (path: string) => ({ "@fleet/core": [path] });
    expect(await of({ compilerOptions: { paths: at("./x.d.ts") } })).toEqual(["/fleet/a/x.d.ts"]);
    expect(await of({ compilerOptions: { baseUrl: "..", paths: at("x.d.ts") } })).toEqual([
      "/fleet/x.d.ts",
    ]);
    const inRoot = `\${configDir}/x.d.ts`;
    expect(await of({ compilerOptions: { paths: at(inRoot) } })).toEqual(["/fleet/x.d.ts"]);
  });

  it("take the exact name before a pattern, and the longest pattern", async () => {
    const of = async (own: Record<string, string[]>) =>
      findMapped(await read({ "tsconfig.json": { compilerOptions: { paths: own } } }));
    const all = { "*": ["./any/*"], "@fleet/*": ["./ours/*.ts"] };
    expect(await of(all)).toEqual(["/fleet/ours/core.ts"]);
    expect(await of({ ...all, "@fleet/core": ["./own.ts"] })).toEqual(["/fleet/own.ts"]);
    expect(await of({ "*": ["./any/*"] })).toEqual(["/fleet/any/@fleet/core"]);
    expect(await of({ "@other/*": ["./x"] })).toBeUndefined();
  });

  it("name what cannot be read, and go on without it", async () => {
    const circle = {
      "tsconfig.json": { extends: "./b" },
      "b.json": { extends: "./tsconfig.json" },
    };
    expect((await read(circle)).problems).toEqual(['it extends "./tsconfig.json", in a circle']);
    const gone = { "tsconfig.json": { extends: "./gone", compilerOptions: fitting } };
    expect((await read(gone)).problems).toEqual(['it extends "./gone", which is not there']);
    expect(await missing(gone)).toBeUndefined();
    const torn = await read({ "tsconfig.json": '{ "compilerOptions": {' });
    expect(torn.problems).toEqual(["it is no JSON (CloseBraceExpected)"]);
    expect((await read({ "tsconfig.json": "[]" })).problems).toEqual(["it holds no object"]);
    expect((await read({})).problems).toEqual(["it is no file"]);
    const large = await read({ "tsconfig.json": " ".repeat(2 ** 20 + 1) });
    expect(large.problems).toEqual(["it is far too large"]);
    const deep = await read({ "tsconfig.json": "[".repeat(2 ** 20) });
    expect(deep.problems).toHaveLength(1);
  });

  it("come to an end where each file extends two, which extend two more", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index}.json`);
    const files = names.map((name, index) => {
      const next = `./${index + 1}.json`;
      return [name, { extends: [next, next] }];
    });
    const { problems } = await read({
      "tsconfig.json": { extends: "./0.json" },
      ...Object.fromEntries(files),
    });
    expect(problems.at(-1)).toMatch(/^it extends ".*", and so many others$/);
  });

  it("come to an end where a pattern could match in very many ways", async () => {
    const include = [`${"*?".repeat(40)}x`, `${"*e".repeat(40)}x`, `${"{a,b}".repeat(40)}`];
    const settings = { compilerOptions: fitting, include };
    expect(await missing({ "tsconfig.json": settings })).toEqual({
      include: [...include, "fleet.config.ts"],
    });
  });

  it.each([
    ["everything by default", {}, undefined],
    ["everything by default, but what is left out", { exclude: ["*.config.ts"] }, "alone"],
    ["a list of files with it", { files: ["fleet.config.ts"] }, undefined],
    ["a list of files without it", { files: ["a.ts"] }, "alone"],
    ["a pattern for it", { include: ["**/*"] }, undefined],
    ["a pattern of names", { include: ["src", "*.config.ts"] }, undefined],
    ["its folder", { include: ["."] }, undefined],
    ["patterns for others", { include: ["src/**/*", "test"] }, ["src/**/*", "test"]],
    ["a pattern, and it is left out", { include: ["**/*"], exclude: ["*.ts"] }, ["**/*"]],
  ])("may be about %s", async (_, lists, others) => {
    const include = others === "alone" ? [] : others;
    const expected =
      include === undefined ? undefined : { include: [...include, "fleet.config.ts"] };
    expect(await missing({ "tsconfig.json": { compilerOptions: fitting, ...lists } })).toEqual(
      expected,
    );
  });

  it("of a config in JavaScript have to ask for its types", async () => {
    const settings = { compilerOptions: { paths } };
    expect(await missing({ "tsconfig.json": settings }, "fleet.config.mjs")).toEqual({
      compilerOptions: { checkJs: true },
    });
  });

  it("may let names of imports be rewritten in place of not being written at all", async () => {
    const options = { paths, rewriteRelativeImportExtensions: true };
    expect(await missing({ "tsconfig.json": { compilerOptions: options } })).toBeUndefined();
  });
});
