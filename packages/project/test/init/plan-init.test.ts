import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerProblems,
  type InitAnswers,
  type InitPerson,
  placeFiles,
  planInit,
  proposeSettings,
  proveInit,
  unseenMachine,
  writeNewFiles,
} from "../../src/init.ts";
import { createScriptRunner } from "../../src/node/index.ts";
import { memoryWorld } from "../../src/world/memory-world.ts";

const keith: InitPerson = {
  id: "keith",
  fullName: "Keith Kay",
  email: undefined,
  isAdmin: true,
  uid: undefined,
  shell: undefined,
  sshKeys: [],
  homeProfile: undefined,
};

function answersFor(
  people: InitAnswers["people"],
  host: Partial<InitAnswers["host"]> = {},
): InitAnswers {
  const system = host.system ?? "x86_64-linux";
  return {
    host: {
      id: "mini",
      system,
      stateVersion: "25.11",
      formFactor: undefined,
      hardware: {},
      nvidia: undefined,
      homeProfile: "workstation",
      hardwareFile: undefined,
      sshHostKey: undefined,
      settings: proposeSettings(unseenMachine, system),
      ...host,
    },
    people,
    operatorKey: undefined,
  };
}

const scripts = createScriptRunner({});

async function errorsOf(answers: InitAnswers) {
  const { placed } = placeFiles(memoryWorld().disk, "/fleet", planInit(answers));
  return await proveInit({ scripts }, placed);
}

describe("planInit", () => {
  it("has the flake of the template", () => {
    const template = join(import.meta.dirname, "../../../../templates/default/flake.nix");
    expect(planInit(answersFor([keith])).get("flake.nix")).toBe(readFileSync(template, "utf8"));
  });

  it("makes a fleet without an error of any names that people and machines can have", async () => {
    const login = fc
      .stringMatching(/^[a-z_][a-z0-9_.-]{0,30}$/)
      .filter((name) => !answerProblems.login(name));
    const host = fc
      .stringMatching(/^[a-z0-9-]{1,20}$/)
      .filter((name) => !answerProblems.host(name));
    const fullName = fc.string({ maxLength: 30 }).filter((name) => !answerProblems.fullName(name));
    await fc.assert(
      fc.asyncProperty(login, host, fullName, async (id, hostId, name) => {
        const answers = answersFor([{ ...keith, id, fullName: name || undefined }], { id: hostId });
        expect(await errorsOf(answers)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("pins a uid where it is of this machine alone", () => {
    const people = [
      { ...keith, uid: 1000 },
      { ...keith, id: "old", isAdmin: false, uid: 999 },
    ] as const;
    const text = planInit(answersFor(people)).get("fleet.config.ts");
    expect(text).toContain("      uid: 1000,\n");
    expect(text).toContain("        old: { uid: 999 },\n");
  });

  it.each([
    [{ series: "470", isOpen: false }, "nvidiaPackages.legacy_470;", "open = false;\n"],
    [{ series: undefined, isOpen: true }, 'videoDrivers = [ "nvidia" ];', "open = true;\n"],
    [undefined, "nixpkgs.config.allowUnfree", "open = true; # false for cards before"],
  ])(
    "writes in comments which driver the graphics card needs: %j",
    async (nvidia, driver, open) => {
      const answers = answersFor([keith], { hardware: { gpu: "nvidia" }, nvidia });
      const text = planInit(answers).get("hosts/mini.nix") ?? "";
      expect(text).toContain(driver);
      expect(text).toContain(`  # hardware.nvidia.${open}`);
      expect(text).not.toMatch(/^\s*hardware\.nvidia/m);
    },
  );

  it("makes a Mac's fleet", async () => {
    const answers = answersFor([{ ...keith, uid: 501 }], { system: "aarch64-darwin" });
    expect(await errorsOf(answers)).toEqual([]);
    expect(planInit(answers).has("hosts/mini/hardware.nix")).toBe(false);
  });
});

describe("writeNewFiles", () => {
  it("leaves what is there, and writes the declaration last", () => {
    const world = memoryWorld({ files: { "users/keith.nix": "{ mine = 1; }\n" } });
    const { placed } = placeFiles(world.disk, "/fleet", planInit(answersFor([keith])));
    expect(placed.filter(({ place }) => place === "kept").map(({ path }) => path)).toEqual([
      "users/keith.nix",
    ]);
    expect(placed.at(-1)?.path).toBe("fleet.config.ts");
    expect(writeNewFiles(world, "/fleet", placed)).toEqual([]);
    expect(new TextDecoder().decode(world.disk.read("/fleet/users/keith.nix"))).toBe(
      "{ mine = 1; }\n",
    );
  });

  it.each([0, 1, 5, 8])("takes all away again where file %i cannot be written", (failing) => {
    const world = memoryWorld();
    let created = 0;
    const disk = {
      ...world.disk,
      create: (...args: Parameters<typeof world.disk.create>) => {
        created += 1;
        if (created > failing) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
        world.disk.create(...args);
      },
    };
    const { placed } = placeFiles(disk, "/fleet", planInit(answersFor([keith])));
    const [problem] = writeNewFiles({ ...world, disk }, "/fleet", placed);
    expect(problem?.code).toBe("cli/cannot-write");
    expect(world.disk.list("/fleet")).toEqual([]);
  });

  it("does not follow a link that stands for a folder", () => {
    const world = memoryWorld({ links: { hosts: "/elsewhere" } });
    const { problems } = placeFiles(world.disk, "/fleet", planInit(answersFor([keith])));
    expect(problems[0]).toMatchObject({ code: "cli/in-the-way" });
  });
});
