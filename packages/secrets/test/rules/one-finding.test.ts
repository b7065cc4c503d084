import { parseFleet, resolveFleet } from "@fleet/core";
import { formatPath } from "@fleet/diagnostics";
import { expect, it } from "vitest";
import { resolveSecrets } from "../../src/rules/resolve-secrets.ts";
import { recipientOf, sshKeyOf } from "../support/fleet.ts";

const privateKey = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ";

const rule = { path: "secrets/x.yaml", readers: ["user:keith", "host:mini", "operator:recovery"] };

const sound = {
  users: { keith: { fullName: "Keith", isAdmin: true, ageKeys: [recipientOf("keith")] } },
  hosts: { mini: { system: "x86_64-linux", users: ["keith"], sshHostKey: sshKeyOf("mini") } },
  operators: { recovery: { ageKeys: [recipientOf("recovery")] } },
  secrets: { files: [rule] },
  defaults: { stateVersion: "24.05" },
};

function findCodes(declaration: object): string[] {
  const { value: fleet, diagnostics } = parseFleet(declaration);
  if (fleet === undefined) return diagnostics.map(({ code }) => code);
  const files = new Set(["hosts/mini.nix"]);
  const resolved = resolveFleet(fleet, { files, tracked: undefined, contents: new Map() });
  const secrets = resolveSecrets(fleet, resolved.value);
  return [...diagnostics, ...resolved.diagnostics, ...secrets.diagnostics].map(
    ({ code, path }) => `${code} at ${formatPath(path)}`,
  );
}

const { keith } = sound.users;
const { mini } = sound.hosts;

it("nothing is wrong with the declaration in which one mistake is planted", () => {
  expect(findCodes(sound)).toEqual([]);
});

it.each<[string, object, string]>([
  [
    "a key for an operator",
    { operators: { recovery: "age1x" } },
    "core/wrong-type at operators.recovery",
  ],
  [
    "a key for the keys of an operator",
    { operators: { recovery: { ageKeys: "age1x" } } },
    "core/wrong-type at operators.recovery.ageKeys",
  ],
  [
    "an operator without keys",
    { operators: { recovery: {} } },
    "core/missing-key at operators.recovery.ageKeys",
  ],
  ["a list of operators", { operators: ["age1x"] }, "core/wrong-type at operators"],
  [
    "a malformed key of an operator",
    { operators: { recovery: { ageKeys: ["age1x"] } } },
    "secrets/bad-recipient at operators.recovery.ageKeys[0]",
  ],
  [
    "a private key for an operator",
    { operators: { recovery: privateKey } },
    "core/private-key at operators.recovery",
  ],
  [
    "a private key of an operator",
    { operators: { recovery: { ageKeys: [privateKey] } } },
    "secrets/private-key at operators.recovery.ageKeys[0]",
  ],
  [
    "a misspelt key of an operator",
    { operators: { recovery: { keys: [recipientOf("recovery")] } } },
    "core/unknown-key at operators.recovery.keys",
  ],
  [
    "a key for the keys of a user",
    { users: { keith: { ...keith, ageKeys: "age1x" } } },
    "core/wrong-type at users.keith.ageKeys",
  ],
  [
    "a malformed key of a user",
    { users: { keith: { ...keith, ageKeys: ["age1x"] } } },
    "secrets/bad-recipient at users.keith.ageKeys[0]",
  ],
  [
    "a number for the key of a host",
    { hosts: { mini: { ...mini, sshHostKey: 7 } } },
    "core/wrong-type at hosts.mini.sshHostKey",
  ],
  [
    "a malformed key of a host",
    { hosts: { mini: { ...mini, sshHostKey: "ssh-ed25519 AAAA" } } },
    "secrets/bad-host-key at hosts.mini.sshHostKey",
  ],
  ["a text for a rule", { secrets: { files: ["x"] } }, "core/wrong-type at secrets.files[0]"],
  [
    "a text for the readers of a rule",
    { secrets: { files: [{ ...rule, readers: "user:keith" }] } },
    "core/wrong-type at secrets.files[0].readers",
  ],
])("one mistake gives one finding: %s", (_, sections, expected) => {
  expect(findCodes({ ...sound, ...sections })).toEqual([expected]);
});
