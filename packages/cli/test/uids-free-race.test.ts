import { nodeWorld } from "@fleet/project/node";
import { describe, expect, it, vi } from "vitest";
import { freeUids } from "../src/commands/uids-free.ts";
import { declarePeople, peopleRepository, readUids } from "./people-fleet.ts";
import { runFleet, spawnFleet } from "./run-fleet.ts";

const { whileAsking } = vi.hoisted(() => ({ whileAsking: { run: () => {} } }));

vi.mock("../src/command/question.ts", () => ({
  confirm: () => {
    whileAsking.run();
    return undefined;
  },
}));

describe("fleet uids free", () => {
  it("overwrites nothing that another run wrote while its question stood there", async () => {
    const folder = peopleRepository({ nixos: { henry: {}, keith: {} } });
    await runFleet(folder, ["generate"]);
    declarePeople(folder, { nixos: { keith: {} } });
    await runFleet(folder, ["generate"]);
    whileAsking.run = () => {
      declarePeople(folder, { nixos: { ada: {}, keith: {} } });
      expect(spawnFleet(folder, ["generate"]).status).toBe(0);
    };
    const { exitCode, stdout } = await freeUids({
      options: new Map<string, string | true>([["json", true]]),
      lists: new Map(),
      operands: ["1000"],
      passedOn: [],
      terminal: {
        isInteractive: false,
        hasColour: { stdout: false, stderr: false },
        version: "0.0.0",
        workspace: undefined,
        showProgress: () => {},
      },
      world: nodeWorld({ folder }),
    });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      freed: null,
      diagnostics: [{ code: "cli/file-changed", file: "fleet.lock.json" }],
    });
    expect(readUids(folder)).toEqual({
      accounts: { 1001: "keith", 1002: "ada" },
      tombstones: { 1000: "henry" },
    });
  });
});
