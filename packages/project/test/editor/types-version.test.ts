import { expect, it } from "vitest";
import { checkTypesVersion } from "../../src/editor/types-version.ts";
import { type MemoryFiles, memoryWorld, openProject } from "../../src/index.ts";
import { createScriptRunner } from "../../src/node/index.ts";

const script = `export default {
  users: { keith: { fullName: "Keith", isAdmin: true, home: "none" } },
  hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["keith"] } },
  POLICY
};`;
const modules = { "hosts/mini.nix": "{ }" };
const written = (version: string) => ({
  ".fleet/types/core.d.ts": `// The types of @fleet/core ${version}, for editors: …\n`,
});
const installed = (version: string, folder = "/fleet") => ({
  [`${folder}/node_modules/@fleet/core/package.json`]: JSON.stringify({ version }),
});

/** The findings about versions in a fleet with some files, by command 2.0.0. */
async function find(files: MemoryFiles, policy = "") {
  const config = { "fleet.config.mjs": script.replace("POLICY", policy) };
  const all = {
    ...modules,
    ...(Object.hasOwn(files, "fleet.config.yaml") ? {} : config),
    ...files,
  };
  const scripts = (disk: Parameters<typeof createRunner>[0]) => createRunner(disk);
  const world = memoryWorld({ files: all, scripts });
  const { findings, accepted } = await checkTypesVersion(await openProject(world), "2.0.0");
  const ours = findings.filter(({ code }) => code === "cli/types-version");
  return {
    ours: ours.map(({ file, message, help }) => ({ file, message, help })),
    accepted: accepted.length,
  };
}

function createRunner(disk: ReturnType<typeof memoryWorld>["disk"]) {
  return createScriptRunner({ disk });
}

it("types of another version are said, with the command that renews them", async () => {
  expect((await find(written("1.0.0"))).ours).toEqual([
    {
      file: ".fleet/types/core.d.ts",
      message: 'Editors check the config by @fleet/core "1.0.0", and this command is "2.0.0".',
      help: expect.stringMatching(/^Write those of this command: fleet editor\b/),
    },
  ]);
});

it.each([
  ["/fleet", {}, "node_modules/", "npm install --save-dev @fleet/core@2.0.0"],
  ["", {}, "../node_modules/", "cd .. && npm install --save-dev @fleet/core@2.0.0"],
  ["/fleet", { "pnpm-lock.yaml": "" }, "node_modules/", "pnpm add -D @fleet/core@2.0.0"],
  ["/fleet", { "yarn.lock": "" }, "node_modules/", "yarn add -D @fleet/core@2.0.0"],
  ["/fleet", { "bun.lock": "" }, "node_modules/", "bun add -d @fleet/core@2.0.0"],
])("so is an installed package of another version in %s/ %o", async (folder, lock, place, line) => {
  const [found] = (await find({ ...installed("1.0.0", folder), ...lock })).ours;
  expect(found?.file).toBe(`${place}@fleet/core/package.json`);
  expect(found?.help).toContain(`To install those of this command, run: ${line}`);
});

it.each([
  ["none are there", {}],
  ["both are of the command's version", { ...written("2.0.0"), ...installed("2.0.0") }],
  ["nobody knows their version", { ".fleet/types/core.d.ts": "", ...installed("2.0.0") }],
  ["a package says nothing", { "node_modules/@fleet/core/package.json": "{" }],
  ["the config is data", { ...written("1.0.0"), "fleet.config.yaml": "users: {}\nhosts: {}\n" }],
])("nothing is said where %s", async (_, files) => {
  expect((await find(files)).ours).toEqual([]);
});

it("can be accepted", async () => {
  const accepted = { code: "cli/types-version", at: ".fleet/types/core.d.ts", reason: "On trial." };
  const found = await find(written("1.0.0"), `policy: { accept: [${JSON.stringify(accepted)}] },`);
  expect(found).toEqual({ ours: [], accepted: 1 });
});
