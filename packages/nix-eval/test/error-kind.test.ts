import { expect, it } from "vitest";
import { classifyError, listAssertions } from "../src/error-kind.ts";
import type { NixError } from "../src/nix-log.ts";

function error(message: string, more: Partial<NixError> = {}): NixError {
  return { message, isColored: true, place: undefined, trace: [], suggestion: undefined, ...more };
}

function frame(text: string) {
  return { text, place: undefined };
}

it.each([
  [
    "Path 'new.nix' in the repository \"/srv/fleet\" is not tracked by Git.",
    "missing-file",
    "new.nix",
  ],
  [
    "source tree referenced by 'git+file:///srv/fleet' does not contain a '/flake.nix' file",
    "missing-file",
    "flake.nix",
  ],
  [
    "source tree referenced by 'git+file:///srv/fleet' does not contain a 'sub/flake.nix' file",
    "missing-file",
    "sub/flake.nix",
  ],
  ["cannot find flake 'flake:nope' in the flake registries", "fetch-failed", "flake:nope"],
  [
    "cannot look up '<nixpkgs>' in pure evaluation mode (use '--impure' to override)",
    "impure",
    "<nixpkgs>",
  ],
  ["attribute 'x' in selection path 'x.y' not found", "missing-attribute", "x"],
  ["something that nobody has seen", "failed", "something that nobody has seen"],
])("%s is %s about %s", (message, problem, subject) => {
  expect(classifyError(error(message), true)).toEqual({ problem, subject });
});

it("a message that an old Nix did not colour was thrown by the code", () => {
  const thrown = error("undefined variable 'x'", { isColored: false });
  expect(classifyError(thrown, false).problem).toBe("throw");
  expect(classifyError({ ...thrown, isColored: true }, false).problem).toBe("undefined-variable");
});

it("what fails while an input is fetched is a failed fetch", () => {
  const failed = error("revspec 'master' not found", {
    trace: [frame("while fetching the input 'x'")],
  });
  expect(classifyError(failed, true).problem).toBe("fetch-failed");
});

it("an error in the condition of an assertion is no failed assertion", () => {
  const trace = [frame("while evaluating the condition of the assertion 'a.b'")];
  expect(classifyError(error("expected a Boolean but found 1", { trace }), true).problem).toBe(
    "failed",
  );
});

it.each<[string, string[]]>([
  ["Failed assertions:\n- one\n- two\n  lines - here", ["one", "two\n  lines - here"]],
  ["\nFailed assertions:\n- one\n\n", ["one"]],
  ["no list", []],
])("the assertions of %j are listed", (message, list) => {
  expect(listAssertions(message)).toEqual(list);
});
