import { describe, expect, it } from "vitest";
import { setUpEditor } from "../../src/editor/editor-setup.ts";
import { type MemoryWorldOptions, memoryWorld } from "../../src/index.ts";
import { isDrift } from "../../src/internal.ts";

const config = { "fleet.config.ts": "" };
const texts = {
  types: "// The types of @fleet/core 2.0.0, for editors\n",
  schema: '{ "$id": "urn:fleet:schema:declaration:1" }\n',
};
const former = "// The types of @fleet/core 1.0.0, for editors\n";
const types = ".fleet/types/core.d.ts";
const mapping = (path: string) =>
  JSON.stringify({
    compilerOptions: {
      noEmit: true,
      allowImportingTsExtensions: true,
      paths: { "@fleet/core": [path] },
    },
  });

function open(options: MemoryWorldOptions) {
  const world = memoryWorld(options);
  const read = (path: string) => new TextDecoder().decode(world.disk.read(`/fleet/${path}`));
  const setUp = async (isWriting = true) => {
    const setup = await setUpEditor(world, {}, { ...texts, isWriting });
    if (!setup.ok) throw new Error("bug: no config");
    const { guide, changes, diagnostics } = setup.value;
    const kinds = Object.fromEntries(changes.map(({ path, kind }) => [path, kind]));
    return { guide, kinds, diagnostics, isDrift: changes.some(isDrift) };
  };
  return { world, read, setUp };
}

describe("setting up an editor", () => {
  it("writes types into a folder that git ignores, and settings that lead to them, once", async () => {
    const { read, setUp } = open({ files: config });
    const first = await setUp();
    expect(first.kinds).toEqual({
      ".fleet/.gitignore": "created",
      [types]: "created",
      "tsconfig.json": "created",
    });
    expect(first.guide.kind).toBe("written");
    expect(read(types)).toBe(texts.types);
    expect(read(".fleet/.gitignore")).toBe("*\n");
    const second = await setUp();
    expect(second).toMatchObject({ guide: { kind: "right" }, isDrift: false });
  });

  it("writes nothing where it is only asked what it would do", async () => {
    const { world, setUp } = open({ files: config });
    expect(await setUp(false)).toMatchObject({ isDrift: true });
    expect(world.disk.list("/fleet").map(({ name }) => name)).toEqual(["fleet.config.ts"]);
  });

  it.each(["tsconfig.json", "jsconfig.json"])("never changes a %s", async (name) => {
    const { world, read, setUp } = open({ files: { ...config, [name]: "{}" } });
    const { guide, kinds } = await setUp();
    expect(guide).toMatchObject({ kind: "incomplete", file: name });
    expect(kinds[types]).toBe("created");
    expect(read(name)).toBe("{}");
    expect(world.disk.list("/fleet")).toHaveLength(3);
  });

  it("takes a link for settings that are there, wherever it leads", async () => {
    const { setUp } = open({ files: config, links: { "tsconfig.json": "/gone" } });
    expect((await setUp()).guide).toMatchObject({ kind: "incomplete", file: "tsconfig.json" });
  });

  it("shows nothing of settings that lie elsewhere", async () => {
    const outside = { "/elsewhere/mine.json": mapping("./outsideSECRET.ts") };
    const { setUp } = open({
      files: { ...config, ...outside },
      links: { "tsconfig.json": "/elsewhere/mine.json" },
    });
    const { guide } = await setUp();
    expect(guide).toMatchObject({ kind: "incomplete", problems: [expect.any(String)] });
    expect(JSON.stringify(guide)).not.toContain("outsideSECRET");
  });

  it("brings types of an older version up to date, and leaves settings that are right", async () => {
    const files = { ...config, [types]: former, "tsconfig.json": mapping(`./${types}`) };
    const { read, setUp } = open({ files });
    expect(await setUp()).toMatchObject({
      guide: { kind: "right" },
      kinds: { [types]: "updated" },
    });
    expect(read(types)).toBe(texts.types);
  });

  it("removes what it wrote for a config of another kind, and nothing of others", async () => {
    const files = { "fleet.config.yaml": "", [types]: former, ".fleet/mine": "x" };
    const { read, setUp } = open({ files });
    expect((await setUp()).kinds).toMatchObject({
      ".fleet/fleet.schema.json": "created",
      [types]: "orphaned",
    });
    expect(() => read(types)).toThrow();
    expect(read(".fleet/mine")).toBe("x");
  });

  it.each(["/fleet", ""])("needs nothing where the package is installed in %s/", async (folder) => {
    const manifest = `${folder}/node_modules/@fleet/core/package.json`;
    const files = { ...config, [manifest]: '{ "version": "1.2.3" }', [types]: former };
    const { setUp } = open({ files });
    expect(await setUp()).toMatchObject({
      guide: { kind: "installed", installed: { version: "1.2.3", manifest } },
      kinds: { [types]: "orphaned" },
    });
  });

  it("goes by settings that lead to its types, also where the package is installed", async () => {
    const manifest = "node_modules/@fleet/core/package.json";
    const files = { ...config, [manifest]: "{}", "tsconfig.json": mapping(`./${types}`) };
    expect(await open({ files }).setUp()).toMatchObject({
      guide: { kind: "right" },
      kinds: { [types]: "created" },
    });
  });

  it("needs nothing where settings lead to a file of one's own", async () => {
    const files = { ...config, "own.ts": "", "tsconfig.json": mapping("./own.ts") };
    expect(await open({ files }).setUp()).toMatchObject({
      guide: { kind: "elsewhere" },
      kinds: {},
    });
    const gone = { ...config, "tsconfig.json": mapping("./own.ts") };
    expect(await open({ files: gone }).setUp()).toMatchObject({ guide: { kind: "incomplete" } });
  });

  it.each([
    ["fleet.config.yaml", "users: {}", "incomplete"],
    ["fleet.config.yaml", "# yaml-language-server: $schema=.fleet/fleet.schema.json\n", "right"],
    ["fleet.config.yaml", "# yaml-language-server:\n\n$schema=./own.json\n", "incomplete"],
    ["fleet.config.yml", "# yaml-language-server: $schema=https://example.org/x", "elsewhere"],
    ["fleet.config.json", "{}", "incomplete"],
    ["fleet.config.json", "{", "incomplete"],
    ["fleet.config.json", '{ "$schema": "./.fleet/fleet.schema.json" }', "right"],
    ["fleet.config.json", '{ "users": {}, "$schema": "./own.json" }', "elsewhere"],
  ])("reads in %s which schema it names: %s", async (name, text, kind) => {
    expect((await open({ files: { [name]: text } }).setUp()).guide.kind).toBe(kind);
  });

  it("leaves what others ignore in a folder of that name", async () => {
    const { read, setUp } = open({ files: { ...config, ".fleet/.gitignore": "cache\n" } });
    expect((await setUp()).kinds).toEqual({ [types]: "created", "tsconfig.json": "created" });
    expect(read(".fleet/.gitignore")).toBe("cache\n");
  });

  it("writes nothing through links", async () => {
    const files = { ...config, "/elsewhere/keep": "" };
    for (const links of [{ ".fleet": "/elsewhere" }, { ".fleet/types": "/elsewhere" }]) {
      const { world, setUp } = open({ files, links });
      expect((await setUp()).diagnostics).toMatchObject([{ code: "cli/cannot-write" }]);
      expect(world.disk.list("/elsewhere").map(({ name }) => name)).toEqual(["keep"]);
      expect(world.disk.inspect("/fleet/tsconfig.json")).toBeUndefined();
    }
    const { setUp } = open({ files, links: { ".fleet/.gitignore": "/elsewhere/keep" } });
    expect((await setUp()).diagnostics).toMatchObject([{ code: "cli/cannot-write" }]);
  });

  it.each([types, ".fleet/fleet.schema.json", ".fleet/.gitignore"])(
    "writes over nothing and takes nothing away where %s is a link within the fleet",
    async (path) => {
      const manifest = "node_modules/@fleet/core/package.json";
      for (const files of [config, { ...config, [manifest]: '{ "version": "1.2.3" }' }]) {
        const { read, setUp } = open({ files, links: { [path]: "/fleet/fleet.config.ts" } });
        expect((await setUp()).diagnostics).toMatchObject([{ code: "cli/cannot-write" }]);
        expect(read("fleet.config.ts")).toBe("");
      }
    },
  );

  it("writes over no file that it did not write, and takes none away", async () => {
    const { read, setUp } = open({ files: { ...config, [types]: "mine" } });
    expect((await setUp()).diagnostics).toMatchObject([{ code: "cli/cannot-write", file: types }]);
    expect(read(types)).toBe("mine");
    const schema = ".fleet/fleet.schema.json";
    const other = open({ files: { ...config, [schema]: "{}" } });
    expect((await other.setUp()).kinds).not.toHaveProperty([schema]);
    expect(other.read(schema)).toBe("{}");
  });

  it("says what the system refuses", async () => {
    const { world, setUp } = open({ files: config });
    const makeFolder = () => {
      throw new Error("no room");
    };
    const full = { ...world, disk: { ...world.disk, makeFolder } };
    const setup = await setUpEditor(full, {}, { ...texts, isWriting: true });
    expect(setup).toMatchObject({ value: { diagnostics: [{ code: "cli/cannot-write" }] } });
    expect((await setUp(false)).kinds[types]).toBe("created");
  });
});
