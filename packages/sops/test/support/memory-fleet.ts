import { memoryWorld, openProject, type World } from "@fleet/project";
import { sealedKey, sealedValue } from "@fleet/test-kit";
import { readSecrets, type SecretsProject } from "../../src/index.ts";

/** Public keys, of which nobody has the private ones. */
export const keys = {
  keith: "age1n76a4xsx24s0vv4wypdzueq22ynqcs28x0rn5lxht6l2tcs4js4sj26rc0",
  traci: "age19s8sf5udhu222lejfp0g8c8lh2un9w30wpuaxp7ulaqyjsweauusqxkxcs",
  mini: "age1nzjewrmenp6mfkgs6h9f4jdwvnk738cmwcuj2afzn8l94e2mkdzs2n52n4",
  recovery: "age17xr7laa7x3v9flnr8sw8l68dkmq879azxt26gsdfp3a8dt6hg9lqjrzpwk",
};

const readers = ["user:keith", "user:traci"];

/** A fleet with a key for everybody, and a file that the default rules say nothing of. */
export const declaration = {
  users: {
    keith: { fullName: "Keith", isAdmin: true, uid: 1000, ageKeys: [keys.keith] },
    traci: { fullName: "Traci", uid: 1001, ageKeys: [keys.traci] },
  },
  hosts: {
    mini: {
      system: "x86_64-linux",
      stateVersion: "24.05",
      users: ["keith", "traci"],
      ageKey: keys.mini,
    },
  },
  operators: { recovery: { ageKeys: [keys.recovery] } },
  secrets: { files: [{ path: "secrets/ours.yaml", readers, operators: false }] },
};

/** A world with such a fleet, and more files in its folder. */
export function worldOf(
  files: Readonly<Record<string, string>> = {},
  declared: object = declaration,
): World {
  return memoryWorld({
    today: "2026-05-31",
    files: {
      "fleet.config.json": JSON.stringify(declared),
      "hosts/mini.nix": "{ }",
      "users/keith.nix": "{ }",
      "users/traci.nix": "{ }",
      ...files,
    },
  });
}

/** The secrets of a world. */
export async function openSecrets(world: World): Promise<SecretsProject> {
  const read = readSecrets(await openProject(world));
  if (!read.ok) throw new Error("the fleet of the test is sound");
  return read.value;
}

/** A file in YAML as sops would have encrypted it for some people. */
export function encryptedFor(...names: readonly (keyof typeof keys)[]): string {
  const recipients = names.map((name, index) => {
    // No two wraps are ever the same.
    const letter = String.fromCharCode("A".charCodeAt(0) + index);
    const lines = sealedKey.trimEnd().replace("Fz9N", `F${letter}9N`).split("\n");
    const sealed = lines.map((line) => `            ${line}\n`).join("");
    return `        - enc: |\n${sealed}          recipient: ${keys[name]}\n`;
  });
  return `wifi: ${sealedValue}
sops:
    age:
${recipients.join("")}    lastmodified: "2026-05-01T12:00:00Z"
    mac: ${sealedValue}
    unencrypted_suffix: _unencrypted
    version: 3.13.2
`;
}
