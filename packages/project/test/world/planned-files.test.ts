import { readdirSync } from "node:fs";
import { testdir } from "@fleet/test-kit";
import { expect, it } from "vitest";
import { memoryWorld, openProject } from "../../src/index.ts";
import { encodeText, withPlannedFiles } from "../../src/internal.ts";
import { createScriptRunner, nodeWorld } from "../../src/node/index.ts";

const config = (uid: number) =>
  `import { defineFleet } from "@fleet/core";\nimport { name } from "./name.ts";\nexport default defineFleet({ users: { ada: { fullName: name, uid: ${uid}, home: "none" } }, hosts: { mini: { system: "x86_64-linux", stateVersion: "24.05", users: ["ada"] } }, layout: { host: [] } });\n`;

it("a fleet is opened as it would be with a config that is not on the disk, beside modules that are", async () => {
  const root = testdir({ "name.ts": 'export const name: string = "Ada";\n' });
  const world = withPlannedFiles(
    nodeWorld({ folder: root }),
    root,
    new Map([["fleet.config.ts", encodeText(config(1234))]]),
  );
  const { fleet } = await openProject(world, { root });
  expect(fleet?.resolved.hosts.get("mini")?.accounts.get("ada")?.uid?.value).toBe(1234);
  expect(fleet?.declared.users.get("ada")).toMatchObject({ fullName: "Ada" });
  expect(readdirSync(root)).toEqual(["name.ts"]);
});

it("what is to go is not there, so that another config can take its place", async () => {
  const world = withPlannedFiles(
    memoryWorld({
      files: { "fleet.config.yaml": "users: {}", "name.ts": 'export const name = "Ada";' },
      scripts: (disk) => createScriptRunner({ disk }),
    }),
    "/fleet",
    new Map([
      ["fleet.config.ts", encodeText(config(1))],
      ["fleet.config.yaml", undefined],
    ]),
  );
  const { config: found } = await openProject(world);
  expect(found?.name).toBe("fleet.config.ts");
  expect(world.disk.inspect("/fleet/fleet.config.yaml")).toBeUndefined();
});
