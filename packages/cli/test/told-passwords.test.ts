import { describe, expect, it } from "vitest";
import { memoryFiles } from "./memory-files.ts";
import { memoryFleet } from "./run-in-memory.ts";

const marker = "hunter2SECRET";

/** What somebody may write as a password, in JSON. */
const passwords: readonly (readonly [what: string, value: string])[] = [
  ["a bare text", `"${marker}"`],
  ["a hash that is none", `{ "hash": "${marker}" }`],
  ["a hash", `{ "hash": "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$${marker}" }`],
  ["a key that is unknown", `{ "plain": "${marker}" }`],
  ["a secret and a hash", `{ "secret": "x", "hash": "${marker}" }`],
  ["a list", `["${marker}"]`],
  ["a list in a hash", `{ "hash": ["${marker}"] }`],
  ["the key", `{ "${marker}": true }`],
  ["the key in a hash", `{ "hash": { "${marker}": 1 } }`],
  ["a secret of that name", `{ "secret": "${marker} \\n" }`],
];

const keys = ["password", "passwd", "hashedPassword", "pasword", "initialPassword"] as const;

type Place = (key: string, value: string) => object;

const places: readonly (readonly [where: string, place: Place])[] = [
  ["of a user", (key, value) => declare({ [key]: raw(value) }, {}, [])],
  ["of a placement", (key, value) => declare({}, { [key]: raw(value) }, [])],
  ["of root", (key, value) => declare({}, {}, [{ [key]: raw(value) }])],
];

/** What is written into JSON as it is. */
function raw(value: string): unknown {
  return JSON.parse(value);
}

function declare(user: object, placement: object, root: readonly object[]): object {
  return {
    users: { keith: { fullName: 1, isAdmin: true, ...user, shell: 2 } },
    hosts: { mini: { system: "x86_64-linux", users: { keith: { uid: "x", ...placement, y: 1 } } } },
    root,
  };
}

/** Ways to write a declaration, sound and broken. */
const writings: readonly (readonly [
  file: string,
  how: string,
  write: (value: object) => string,
])[] = [
  ["fleet.config.json", "JSON", (value) => JSON.stringify(value, null, 2)],
  ["fleet.config.json", "JSON in a line", (value) => JSON.stringify(value)],
  ["fleet.config.json", "broken JSON", (value) => `${JSON.stringify(value, null, 2)} x: {`],
  ["fleet.config.yaml", "YAML", (value) => JSON.stringify(value, null, 2).replaceAll(",", " ,")],
  ["fleet.config.yaml", "YAML without brackets", writeYaml],
  ["fleet.config.yaml", "broken YAML", (value) => `${writeYaml(value)}  - ]: {\n`],
  ["fleet.config.yaml", "YAML with tabs", (value) => writeYaml(value).replace(/ {8}/g, "\t")],
  ["fleet.config.ts", "TypeScript", (value) => `export default ${JSON.stringify(value, null, 2)};`],
  [
    "fleet.config.ts",
    "TypeScript with a constant",
    (value) =>
      `const a =\n1, b = "${marker}";\nexport default ${JSON.stringify(value, null, 2).replaceAll(`"${marker}"`, "b").replaceAll("b:", "[b]:")};`,
  ],
  [
    "fleet.config.ts",
    "broken TypeScript",
    (value) => `export default ${JSON.stringify(value, null, 2)} ) }`,
  ],
  [
    "fleet.config.ts",
    "TypeScript with functions",
    (value) =>
      `export default ${JSON.stringify(value, null, 2).replaceAll(/("\w*(?:pass?w|passw)\w*": )(.*?)("hunter2SECRET")/g, "$1$2() => $3")};`,
  ],
];

function writeYaml(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return ` ${JSON.stringify(value)}\n`;
  if (Array.isArray(value)) {
    if (value.length === 0) return " []\n";
    return `\n${value.map((one) => `${indent}-${writeYaml(one, `${indent}  `)}`).join("")}`;
  }
  return `\n${Object.entries(value)
    .map(([key, one]) => `${indent}${key}:${writeYaml(one, `${indent}  `)}`)
    .join("")}`;
}

const runs = [
  ["generate"],
  ["check", "--json"],
  ["check", "--explain"],
  ["access", "who-can", "root", "mini"],
  ["secrets", "status"],
  ...["sarif", "github", "gitlab"].map((format) => ["check", "--format", format]),
];

describe.each(writings)("a password in %s, %s", (file, _, write) => {
  it.each(places)("is in no output, where it is that %s", async (_, place) => {
    const { "fleet.config.yaml": _config, ...modules } = memoryFiles;
    for (const [index, [, value]] of passwords.entries()) {
      for (const key of index === 0 ? keys : keys.slice(0, 1)) {
        const fleet = memoryFleet({ files: { ...modules, [file]: write(place(key, value)) } });
        for (const args of runs.slice(0, key === "password" ? 2 : 1)) {
          const { stdout, stderr } = await fleet.fleet(...args);
          expect(`${stdout}${stderr}`, `${key}: ${value}, ${args.join(" ")}`).not.toContain(marker);
        }
      }
    }
  });
});

it("stays out of every command and format", async () => {
  const { "fleet.config.yaml": _config, ...modules } = memoryFiles;
  for (const [, place] of places) {
    for (const [, value] of passwords) {
      const text = writeYaml(place("password", value));
      const fleet = memoryFleet({ files: { ...modules, "fleet.config.yaml": text } });
      for (const args of runs) {
        const { stdout, stderr } = await fleet.fleet(...args);
        expect(`${stdout}${stderr}`, `${value}, ${args.join(" ")}`).not.toContain(marker);
      }
    }
  }
});
