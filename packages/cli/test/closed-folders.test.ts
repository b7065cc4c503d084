import type { World } from "@fleet/project";
import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it } from "vitest";
import { readDiagnostics } from "./read-report.ts";
import { runIn } from "./run-fleet.ts";
import { secretsConfig, secretsRepository } from "./secrets-fleet.ts";

/** A world in which a folder may be listed or not, and nothing in it may be looked at, whoever runs the tests. */
function closing(folder: string, closed: string, mayList: boolean): World {
  const { PATH, HOME } = process.env;
  const world = nodeWorld({ folder, environment: { PATH, HOME } });
  const { disk } = world;
  const refuse = (path: string, isClosed: boolean) => {
    if (!isClosed) return;
    throw Object.assign(new Error(`EACCES: permission denied, '${path}'`), { code: "EACCES" });
  };
  const guard =
    <T>(look: (path: string) => T) =>
    (path: string) => {
      refuse(path, path.startsWith(`${folder}/${closed}/`));
      return look(path);
    };
  return {
    ...world,
    confirm: undefined,
    disk: {
      ...disk,
      inspect: guard(disk.inspect),
      follow: guard(disk.follow),
      versionOf: guard(disk.versionOf),
      resolve: guard(disk.resolve),
      read: guard(disk.read),
      open: guard(disk.open),
      list: (path) => {
        refuse(path, !mayList && path === `${folder}/${closed}`);
        return guard(disk.list)(path);
      },
    },
  };
}

describe("a folder of secrets that may not be read", () => {
  it.each([
    ["not even be listed", false],
    ["be listed, and not gone through", true],
  ])("is one finding beside all others, where it may %s", async (_, mayList) => {
    const rules = "    - { path: secrets/shared.yaml, readers: [admins] }";
    const config = secretsConfig({ rules });
    const folder = await secretsRepository(
      { "secrets/shared.yaml": ["keith", "recovery"] },
      config,
    );
    const world = closing(folder, "secrets", mayList);
    for (const command of [["check"], ["secrets", "status"]]) {
      const run = await runIn(world, [...command, "--json"]);
      expect(run.status).toBe(1);
      const found = readDiagnostics(run);
      expect(found).toMatchObject([
        { code: "cli/closed-folder", file: "secrets", help: "Run: chmod u+rwx -- secrets" },
      ]);
    }
  });
});
