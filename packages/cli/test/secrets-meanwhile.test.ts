import { cpSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { runIn } from "./run-fleet.ts";
import { encrypt, keyOf, readText, secretsRepository, toolPath } from "./secrets-fleet.ts";

const path = "secrets/shared/wifi.yaml";

/** Syncs; whoever is asked does something first, and then agrees. */
async function syncWhile(folder: string, act: () => void) {
  const environment = { PATH: toolPath, HOME: folder, SOPS_AGE_KEY_FILE: keyOf("keith").file };
  const confirm = (question: string) => {
    expect(question).toContain("  + host:mini can decrypt it\n");
    expect(question).toContain("  - user:traci no longer can\n");
    act();
    return true;
  };
  return await runIn({ ...nodeWorld({ folder, environment }), confirm }, ["secrets", "sync"]);
}

describe("what happens between the question and the answer", () => {
  const changes: readonly (readonly [
    what: string,
    act: (folder: string, outside: string) => void,
  ])[] = [
    [
      "the file has another reader",
      (folder) => writeFileSync(join(folder, path), encrypt(path, ["keith"])),
    ],
    ["the file is gone", (folder) => rmSync(join(folder, path))],
    [
      "the file is a link",
      (folder, outside) => {
        renameSync(join(folder, path), join(outside, "wifi.yaml"));
        symlinkSync(join(outside, "wifi.yaml"), join(folder, path));
      },
    ],
    [
      "its folder is a link",
      (folder, outside) => {
        cpSync(join(folder, "secrets"), outside, { recursive: true });
        rmSync(join(folder, "secrets"), { recursive: true });
        symlinkSync(outside, join(folder, "secrets"));
      },
    ],
    [
      "the work folder is a link",
      (folder, outside) => {
        rmSync(join(folder, ".fleet-work"), { recursive: true });
        symlinkSync(outside, join(folder, ".fleet-work"));
      },
    ],
  ];

  it.each(changes)("keeps the file as it is: %s", async (_, act) => {
    const folder = await secretsRepository({ [path]: ["keith", "traci"] });
    const outside = testdir({ ".gitignore": "mine" });
    let [before, listed]: [string, unknown] = ["", []];
    const run = await syncWhile(folder, () => {
      act(folder, outside);
      before = textAt(folder);
      listed = readdirSync(outside, { recursive: true });
    });
    expect({ status: run.status, stderr: run.stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/cli\/(file-changed|cannot-write)/),
    });
    expect(textAt(folder)).toBe(before);
    expect(readdirSync(outside, { recursive: true })).toEqual(listed);
  });
});

function textAt(folder: string): string {
  try {
    return readText(folder, path);
  } catch {
    return "";
  }
}
