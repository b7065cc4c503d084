import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { ctrlC, hangUp, hasTerminal, type Typed } from "../typed-fleet.ts";
import { typeInit } from "./typed-init.ts";

const enter = "\r";

/** The questions about a machine that nothing is known of, each with an answer. */
const questions: readonly Typed[] = [
  ["In which folder", "\u0015home\r"],
  ["What is the machine called?", `mini${enter}`],
  ["What is it?", enter],
  ["With which release", enter],
  ["What are the homes on it for?", enter],
  ["Who looks after it?", enter],
  ["The full name?", `Keith Kay${enter}`],
  ["The e-mail address", `keith@example.org${enter}`],
  ["An SSH public key", enter],
  ["Another person?", "y"],
  ["Their login name?", `traci${enter}`],
  ["The full name?", `Traci${enter}`],
  ["The e-mail address", enter],
  ["Is traci an admin as well?", "n"],
  ["Which profile has their home?", "\u0015minimal\r"],
  ["Another person?", "n"],
  ["Secrets in the fleet", enter],
  ["Write 11 files", "y"],
];

describe.skipIf(!hasTerminal)("fleet init on a terminal", () => {
  it("asks, and makes a fleet of the answers", async () => {
    const folder = testdir();
    const { status, output, answered } = await typeInit(
      folder,
      ["--no-look", "--no-git"],
      questions,
    );
    expect({ answered, status }, output).toEqual({ answered: questions.length, status: 0 });
    expect(output).toContain("nothing wrong with 1 host");
    const config = readFileSync(join(folder, "home", "fleet.config.ts"), "utf8");
    expect(config).toContain('fullName: "Keith Kay"');
    expect(config).toContain('homeProfile: "minimal"');
    expect(readdirSync(join(folder, "home"))).toContain("fleet.json");
  });

  it.each([0, 1, 8, 16, 17])(
    "a terminal that goes away at question %i leaves the folder as it was",
    async (index) => {
      const folder = testdir();
      const [text = ""] = questions[index] ?? [];
      const steps: Typed[] = [...questions.slice(0, index), [text, hangUp]];
      const { status, answered } = await typeInit(folder, ["--no-look", "--no-git"], steps);
      expect(answered).toBe(index + 1);
      expect(status).toBeGreaterThan(0);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it.each([0, 1, 2, 3, 5, 8, 9, 13, 16, 17])(
    "Ctrl-C at question %i leaves the folder as it was",
    async (index) => {
      const folder = testdir();
      const [text = ""] = questions[index] ?? [];
      const steps: Typed[] = [...questions.slice(0, index), [text, ctrlC]];
      const { status, output } = await typeInit(folder, ["--no-look", "--no-git"], steps);
      expect(status).toBe(2);
      expect(output).toContain("You gave up, so that nothing was made.");
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("says why an answer cannot be one, and asks again", async () => {
    const folder = testdir();
    const { output } = await typeInit(
      folder,
      ["f", "--no-look"],
      [
        ["What is the machine called?", `my host${enter}`],
        ["It holds", `\u0015mini${enter}`],
        ["What is it?", enter],
        ["With which release", enter],
        ["What are the homes on it for?", enter],
        ["Who looks after it?", `\u0015root${enter}`],
        ["The system keeps this name for itself.", ctrlC],
      ],
    );
    expect(output).toContain("You gave up");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("offers an import where a flake is", async () => {
    const folder = testdir({ "flake.nix": "{ outputs = _: { }; }\n" });
    const { status, output } = await typeInit(
      folder,
      [".", "--no-look"],
      [["A flake.nix is there already.", `\u001b[B\u001b[B${enter}`]],
    );
    expect(status).toBe(2);
    expect(output).toContain("fleet import");
    expect(readdirSync(folder)).toEqual(["flake.nix"]);
  });
});
