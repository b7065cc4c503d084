import { describe, expect, it } from "vitest";
import { memoryWorld, openProject } from "../../src/index.ts";
import { reportPrimaryUsers } from "../../src/strays/primary-users.ts";

async function found(module: string, host: object = {}) {
  const config = {
    users: {
      ada: { fullName: "Ada", isAdmin: true },
      abe: { fullName: "Abe", hosts: { mac: { uid: 502 } } },
    },
    hosts: { mac: { system: "aarch64-darwin", users: { ada: { uid: 501 } }, ...host } },
    defaults: { stateVersion: "24.05" },
  };
  const files = {
    "fleet.config.json": JSON.stringify(config),
    "users/ada.nix": "{ }",
    "users/abe.nix": "{ }",
    "hosts/mac.nix": module,
  };
  return reportPrimaryUsers(await openProject(memoryWorld({ files })));
}

describe("a Mac without a primary user", () => {
  it("is told the line where its module sets what nix-darwin does as that user", async () => {
    expect(await found("{ system.defaults.dock.autohide = true; }")).toMatchObject([
      {
        code: "cli/primary-user-needed",
        severity: "warning",
        choice: true,
        path: ["hosts", "mac"],
        message:
          'The Mac "mac" has no primary user, and its modules set "system.defaults.dock.autohide", which nix-darwin does as that user: nothing can be built there.',
        help: 'Write whose Mac it is: primaryUser: "ada".',
      },
    ]);
  });

  it.each([
    '{ homebrew = { brews = [ "x" ]; enable = true; }; }',
    "{ system = { defaults = { NSGlobalDomain = { KeyRepeat = 2; }; }; }; }",
    "{ system.defaults.finder = import ./finder.nix; }",
    "{ services.yabai.enable = true; }",
    '{ launchd.user.agents.x = { command = "x"; }; }',
    '{ launchd.user.envVariables.X = "y"; }',
    `{ system.defaults.".GlobalPreferences"."com.apple.sound.beep.sound" = "x"; }`,
    `{ system.defaults.CustomUserPreferences."com.apple.x".y = 1; }`,
  ])("needs one for %s", async (module) => {
    expect(await found(module)).toHaveLength(1);
  });

  it.each<[string, string, object?]>([
    ["nothing is set", "{ }"],
    ["it is set for all", "{ system.defaults.loginwindow.GuestEnabled = false; }"],
    [
      "it is set to nothing",
      "{ system.defaults.dock.autohide = null; system.defaults.finder = { }; }",
    ],
    ["Homebrew is off", "{ homebrew.enable = false; homebrew.brews = [ ]; }"],
    ["Homebrew is somebody's", '{ homebrew.enable = true; homebrew.user = "ada"; }'],
    ["only a comment sets it", "{ # system.defaults.dock.autohide = true;\n }"],
    ["its module says who it is", '{ homebrew.enable = true; system.primaryUser = "ada"; }'],
    ["there is one", "{ homebrew.enable = true; }", { primaryUser: "ada" }],
    [
      "it is no Mac",
      "{ services.redis.enable = true; }",
      { system: "x86_64-linux", users: ["ada"] },
    ],
  ])("needs none where %s", async (_, module, host) => {
    expect(await found(module, host)).toEqual([]);
  });
});
