import type { Diagnostic } from "@fleet/diagnostics";
import { type NixEvaluator, nixEvalCodes } from "@fleet/nix-eval";
import { expect, it } from "vitest";
import { hideValues } from "../../src/survey/hidden-values.ts";

/** What is left of a reason of Nix's. */
async function shown(message: string): Promise<string> {
  const finding: Diagnostic = nixEvalCodes.create("throw", message, { help: message });
  const evaluate: NixEvaluator["evaluate"] = async () => ({ ok: false, diagnostics: [finding] });
  const request = { kind: "expression", expression: "1" } as const;
  const [hidden] = (await hideValues(evaluate)(request)).diagnostics;
  expect(hidden?.help).toBe(hidden?.message);
  return hidden?.message ?? "";
}

it("the definitions of an option are named by their files, and never shown", async () => {
  const message = [
    "The option `users.users.ada.hashedPasword' does not exist. Definition values:",
    '- In `/nix/store/x-source/ada.nix\': "SECRET-1"',
    "- In `/nix/store/x-source/ben's.nix':",
    "    [",
    "      {",
    '        password = "SECRET-2";',
    "    ...",
    "- In `/nix/store/x-source/broken.nix'",
    "Use `lib.mkForce value` or `lib.mkDefault value` to change the priority.",
  ];
  expect((await shown(message.join("\n"))).split("\n")).toEqual([
    message[0],
    "- In `/nix/store/x-source/ada.nix'",
    "- In `/nix/store/x-source/ben's.nix'",
    message[7],
    message[8],
  ]);
});

it("a value of another type than Nix takes is told by its type", async () => {
  expect(await shown('expected a list but found a string: "SECRET"\n… while it was read')).toBe(
    "expected a list but found a string\n… while it was read",
  );
  expect(await shown('cannot coerce a list to a string: [ "SECRET" ]')).toBe(
    "cannot coerce a list to a string",
  );
});

it("other reasons stay as they are", async () => {
  const message = "attribute 'ada' missing: In `x' there is none\n    (line 3, column 4)";
  expect(await shown(message)).toBe(message);
});
