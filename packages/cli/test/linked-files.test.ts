import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { git, testdir, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { followHelp } from "./cures/printed-cure.ts";
import { readDiagnostics } from "./read-report.ts";
import { runFleet } from "./run-fleet.ts";

const none = "{ }\n";
const config = JSON.stringify({
  users: { ada: { fullName: "Ada", isAdmin: true } },
  hosts: { desk: { system: "x86_64-linux", users: ["ada"] } },
  defaults: { stateVersion: "24.05" },
});
const files = { "fleet.config.json": config, "users/ada.nix": none };

async function findings(folder: string, command = "check") {
  const found = readDiagnostics(await runFleet(folder, [command, "--json"]));
  // That it is to be generated, or added, is said of every change.
  return found.filter(({ file }) => file !== "fleet.json" && file !== "fleet.lock.json");
}

describe("a module behind a link", () => {
  const linkedTo = (target: string, link = "hosts/desk", own: Record<string, string> = {}) => {
    const folder = testRepository({ ...files, ...own });
    mkdirSync(join(folder, "hosts"), { recursive: true });
    symlinkSync(target, join(folder, link));
    git(folder, "add", "--all");
    return folder;
  };
  const machine = { "machines/desk/default.nix": none, "machines/desk/hardware.nix": none };

  it("is found through a link to a folder, as Nix finds it", async () => {
    const folder = linkedTo("../machines/desk", "hosts/desk", machine);
    expect(await findings(folder)).toEqual([]);
    expect((await runFleet(folder, ["generate"])).status).toBe(0);
  });

  it("is not tracked where the file itself is not", async () => {
    const folder = linkedTo("../machines/desk", "hosts/desk", machine);
    git(folder, "rm", "--quiet", "--cached", "machines/desk/default.nix");
    expect(await findings(folder)).toMatchObject([{ code: "core/untracked-file" }]);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      "that git has not got, whatever the index says",
      (folder) => {
        renameSync(join(folder, "users"), join(folder, "people"));
        symlinkSync("people", join(folder, "users"));
      },
      "Run: git add -- users people",
    ],
    [
      "that took the place of a folder that git has moved",
      (folder) => {
        git(folder, "mv", "users", "people");
        symlinkSync("people", join(folder, "users"));
      },
      "Run: git add -- users",
    ],
    [
      "that leads to another",
      (folder) => {
        git(folder, "mv", "users", "people");
        symlinkSync("people", join(folder, "again"));
        symlinkSync("again", join(folder, "users"));
      },
      "Run: git add -- users again",
    ],
    [
      "that is the file itself",
      (folder) => {
        renameSync(join(folder, "users/ada.nix"), join(folder, "ada.nix"));
        symlinkSync("../ada.nix", join(folder, "users/ada.nix"));
      },
      "Run: git add -- users/ada.nix ada.nix",
    ],
  ])("is not tracked behind a link %s", async (_, change, help) => {
    const folder = testRepository({ ...files, "hosts/desk.nix": none });
    git(folder, "commit", "--quiet", "-m", "all");
    change(folder);
    const found = await findings(folder);
    expect(found).toMatchObject([{ code: "core/untracked-file", help }]);
    await followHelp(folder, found[0]?.help ?? "");
    expect(await findings(folder)).toEqual([]);
  });

  it("is found once where links lead in a circle", async () => {
    const folder = linkedTo("../machines", "hosts/desk", { "machines/default.nix": none });
    symlinkSync("../machines", join(folder, "machines/again"));
    symlinkSync("..", join(folder, "hosts/up"));
    expect(await findings(folder)).toEqual([]);
  });

  it.each([
    ["a file out of the repository", "hosts/desk.nix"],
    ["a folder out of it", "hosts/desk"],
  ])("is an error where it is %s", async (_, link) => {
    const outside = testdir({ "default.nix": none });
    const folder = linkedTo(link.endsWith(".nix") ? `${outside}/default.nix` : outside, link);
    for (const command of ["check", "generate"]) {
      expect(await findings(folder, command)).toMatchObject([
        {
          code: "core/broken-link",
          place: "hosts.desk",
          message: `"${link}" is a link that leads out of the repository, where no flake can see it.`,
        },
      ]);
    }
  });

  it("is an error where the path of the link is absolute", async () => {
    const folder = testRepository({ ...files, "machines/desk.nix": none });
    mkdirSync(join(folder, "hosts"));
    symlinkSync(join(folder, "machines/desk.nix"), join(folder, "hosts/desk.nix"));
    git(folder, "add", "--all");
    expect(await findings(folder)).toMatchObject([
      { code: "core/broken-link", message: expect.stringContaining("has an absolute path") },
    ]);
  });

  it("is an error where the link leads to nothing, whatever git has", async () => {
    const folder = linkedTo("../gone.nix", "hosts/desk.nix");
    expect(await findings(folder)).toMatchObject([
      { code: "core/broken-link", message: '"hosts/desk.nix" is a link that leads to nothing.' },
    ]);
  });

  it("is none of a link that nothing needs", async () => {
    const folder = linkedTo("/", "result", { "hosts/desk.nix": none });
    expect(await findings(folder)).toEqual([]);
  });
});

describe("users in a submodule", () => {
  const withSubmodule = (flake = none) => {
    const inner = testRepository({ "ada.nix": none });
    git(inner, "commit", "--quiet", "-m", "first");
    const folder = testRepository({
      "fleet.config.json": config,
      "hosts/desk.nix": none,
      "flake.nix": flake,
    });
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "users");
    git(folder, "commit", "--quiet", "-m", "first");
    return folder;
  };

  it("are tracked there, and a flake has to be told of it", async () => {
    expect(await findings(withSubmodule())).toMatchObject([
      {
        code: "cli/submodule-unseen",
        severity: "warning",
        file: ".gitmodules",
        message:
          '"users/ada.nix" lies in the git submodule "users", which a flake does not see by itself.',
        help: expect.stringContaining("inputs.self.submodules = true;"),
      },
    ]);
    expect(await findings(withSubmodule("{ inputs.self.submodules = true; }"))).toEqual([]);
  });

  it("are added to the submodule where it does not track them", async () => {
    const folder = withSubmodule("{ inputs.self.submodules = true; }");
    git(join(folder, "users"), "rm", "--quiet", "--cached", "ada.nix");
    const [found] = await findings(folder);
    expect(found).toMatchObject({
      code: "core/untracked-file",
      help: "Run: git -C users add -- ada.nix",
    });
    await followHelp(folder, found?.help ?? "");
    expect(await findings(folder)).toEqual([]);
  });

  it("are there after the command of the help where a clone has none", async () => {
    const folder = withSubmodule("{ inputs.self.submodules = true; }");
    const clone = join(testdir(), "clone");
    git(folder, "clone", "--quiet", folder, clone);
    const [found] = await findings(clone);
    expect(found).toMatchObject({ code: "core/missing-file" });
    await followHelp(clone, found?.help ?? "");
    expect(await findings(clone)).toEqual([]);
  });
});
