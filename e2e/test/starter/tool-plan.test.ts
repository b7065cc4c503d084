import { describe, expect, it } from "vitest";
import { describeNodeRemedy, planTool, tools } from "../../../scripts/ensure/tool-plan.mjs";

/** A machine on which these commands are, and no others. */
function machineWith(commands: readonly string[], { isRoot = false } = {}) {
  return { isRoot, has: (command: string) => commands.includes(command) };
}

describe("a tool that is missing", () => {
  it("is nothing to do where it is there", () => {
    expect(planTool(tools.age, machineWith(["age", "apt-get"]))).toEqual({ kind: "present" });
  });

  it("is installed with apt on Debian, by root or through sudo", () => {
    const asRoot = planTool(tools.nix, machineWith(["apt-get"], { isRoot: true }));
    const update = ["apt-get", "update", "-qq"];
    const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nix-bin"];
    expect(asRoot).toMatchObject({ kind: "install", with: "apt", steps: [update, install] });
    expect(planTool(tools.nix, machineWith(["apt-get", "sudo"]))).toMatchObject({
      kind: "install",
      steps: [
        ["sudo", ...update],
        ["sudo", ...install],
      ],
    });
  });

  it("is named on Debian without sudo, with what root would type", () => {
    expect(planTool(tools.go, machineWith(["apt-get"]))).toEqual({
      kind: "missing",
      sentence:
        "go is missing, and there is no sudo to install it with. As root: apt-get update && apt-get install -y --no-install-recommends golang-go",
    });
  });

  it("is installed with brew on a Mac that has it", () => {
    expect(planTool(tools.age, machineWith(["brew", "nix"]))).toEqual({
      kind: "install",
      with: "brew",
      steps: [["brew", "install", "--quiet", "age"]],
    });
  });

  it("is named on NixOS, with the shell that has it", () => {
    expect(planTool(tools.age, machineWith(["nix"]))).toEqual({
      kind: "missing",
      sentence:
        "age is missing. `nix develop` opens a shell that has all that the project needs; `nix shell nixpkgs#age` one with this alone. Run this again in it.",
    });
  });

  it("is named where there is no way, with where to get it: Nix on a Mac, anything on a bare machine", () => {
    expect(planTool(tools.nix, machineWith(["brew"]))).toEqual({
      kind: "missing",
      sentence: "nix is missing. Install it (https://nixos.org/download), and run this again.",
    });
    expect(planTool(tools.go, machineWith([]))).toEqual({
      kind: "missing",
      sentence: "go is missing. Install it (https://go.dev/dl), and run this again.",
    });
  });
});

describe("a Node that is missing", () => {
  it.each([
    [["nix", "brew"], "`nix develop` opens a shell that has one: run this again in it."],
    [["brew"], "Get one with `brew install node`, and run this again."],
    [["apt-get"], "Get one from https://nodejs.org/en/download, and run this again."],
  ])("is got by what the machine has: %j", (commands, expected) => {
    expect(describeNodeRemedy(machineWith(commands))).toBe(expected);
  });
});
