import type { ConfigPath, EditWay, Json } from "../../src/index.ts";
import type { Ending } from "./open-text.ts";

/** A config as somebody writes it, an edit of it, and what is to become of that. */
export interface Shape {
  readonly name: string;
  readonly ending: Ending;
  readonly text: string;
  readonly path: ConfigPath;
  readonly value?: Json;
  readonly way?: EditWay;
  /** The whole text after the edit; or what a person is told to insert, and why. */
  readonly edited?: string;
  readonly insert?: string;
  readonly because?: RegExp;
}

const fleet = 'import { defineFleet } from "@fleet/core";\n';

/** Scripts that are edited. */
export const editedScripts: readonly Shape[] = [
  {
    name: "a helper constant that is used once",
    ending: "ts",
    text: `${fleet}const mini = { users: ["a"] };\nexport default defineFleet({ hosts: { mini } });\n`,
    path: ["hosts", "mini", "users", 1],
    value: "b",
    edited: `${fleet}const mini = { users: ["a", "b"] };\nexport default defineFleet({ hosts: { mini } });\n`,
  },
  {
    name: "constants that lead to constants",
    ending: "ts",
    text: "const mini = { uid: 1 };\nconst hosts = { mini };\nconst config = { hosts };\nexport default config;\n",
    path: ["hosts", "mini", "uid"],
    value: 2,
    edited:
      "const mini = { uid: 2 };\nconst hosts = { mini };\nconst config = { hosts };\nexport default config;\n",
  },
  {
    name: "a member of a constant",
    ending: "ts",
    text: "const people = { keith: { uid: 1 } };\nexport default { users: { keith: people.keith } };\n",
    path: ["users", "keith", "uid"],
    value: 2,
    edited:
      "const people = { keith: { uid: 2 } };\nexport default { users: { keith: people.keith } };\n",
  },
  {
    name: "a spread before what is set",
    ending: "ts",
    text: "const base = { system: 'x', shell: 'zsh' };\nexport default { hosts: { mini: { ...base, shell: 'fish' } } };\n",
    path: ["hosts", "mini", "shell"],
    value: "bash",
    edited:
      "const base = { system: 'x', shell: 'zsh' };\nexport default { hosts: { mini: { ...base, shell: 'bash' } } };\n",
  },
  {
    name: "a value in a spread that is used once",
    ending: "ts",
    text: "const base = { system: 'x' };\nexport default { hosts: { mini: { ...base, tags: [] } } };\n",
    path: ["hosts", "mini", "system"],
    value: "y",
    edited:
      "const base = { system: 'y' };\nexport default { hosts: { mini: { ...base, tags: [] } } };\n",
  },
  {
    name: "a new key behind a spread of something unknown",
    ending: "ts",
    text: "import { base } from './base.ts';\nexport default {\n  hosts: {\n    mini: { ...base },\n  },\n};\n",
    path: ["hosts", "mini", "shell"],
    value: "fish",
    edited:
      "import { base } from './base.ts';\nexport default {\n  hosts: {\n    mini: { ...base, shell: 'fish' },\n  },\n};\n",
  },
  {
    name: "as const",
    ending: "ts",
    text: "export default {\n  users: ['a', 'b'] as const, // both\n} as const;\n",
    path: ["users"],
    value: "c",
    way: "append",
    edited: "export default {\n  users: ['a', 'b', 'c'] as const, // both\n} as const;\n",
  },
  {
    name: "a type behind the last value, without a comma",
    ending: "ts",
    text: "export default {\n  users: ['a'] as string[] // one\n}\n",
    path: ["layout"],
    value: "dendritic",
    edited: "export default {\n  users: ['a'] as string[], // one\n  layout: 'dendritic'\n}\n",
  },
  {
    name: "satisfies",
    ending: "ts",
    text: "const config = {\n  users: {\n    keith: { uid: 1 } satisfies User,\n  },\n} satisfies Fleet;\nexport default config;\n",
    path: ["users", "keith"],
    edited: "const config = {\n  users: {},\n} satisfies Fleet;\nexport default config;\n",
  },
  {
    name: "an alias of defineFleet",
    ending: "ts",
    text: 'import { defineFleet as fleet } from "@fleet/core";\nexport default fleet({ hosts: {} });\n',
    path: ["hosts", "mini", "users"],
    value: ["keith"],
    edited:
      'import { defineFleet as fleet } from "@fleet/core";\nexport default fleet({ hosts: { mini: { users: ["keith"] } } });\n',
  },
  {
    name: "defineFleet of a namespace, with tabs",
    ending: "ts",
    text: 'import * as core from "@fleet/core";\nexport default core.defineFleet({\n\thosts: {\n\t\tmini: {\n\t\t\ttags: [],\n\t\t},\n\t},\n});',
    path: ["hosts", "den"],
    value: { tags: ["x"] },
    edited:
      'import * as core from "@fleet/core";\nexport default core.defineFleet({\n\thosts: {\n\t\tmini: {\n\t\t\ttags: [],\n\t\t},\n\t\tden: {\n\t\t\ttags: ["x"],\n\t\t},\n\t},\n});',
  },
  {
    name: "an export list",
    ending: "ts",
    text: "const config: Fleet = { users: { keith: { uid: 1 } } };\nexport { config as default };\n",
    path: ["users", "keith", "uid"],
    edited: "const config: Fleet = { users: { keith: {} } };\nexport { config as default };\n",
  },
  {
    name: "module.exports",
    ending: "js",
    text: "module.exports = {\n  users: {\n    keith: {}\n  }\n};\n",
    path: ["users", "traci"],
    value: {},
    edited: "module.exports = {\n  users: {\n    keith: {},\n    traci: {}\n  }\n};\n",
  },
  {
    name: "parentheses and a comment in each gap",
    ending: "js",
    text: "export default (/* a */ { /* b */ users: /* c */ ([/* d */ 'a' /* e */]) /* f */ } /* g */);\n",
    path: ["users", 1],
    value: "b",
    edited:
      "export default (/* a */ { /* b */ users: /* c */ ([/* d */ 'a', 'b' /* e */]) /* f */ } /* g */);\n",
  },
  {
    name: "quoted, numeric and computed keys",
    ending: "ts",
    text: "const name = 'x';\nexport default { 'users': { 1: { uid: 1 }, ['den']: { uid: 2 }, [`mini`]: { uid: 3 }, [name]: {} } };\n",
    path: ["users", "more"],
    value: true,
    edited:
      "const name = 'x';\nexport default { 'users': { 1: { uid: 1 }, ['den']: { uid: 2 }, [`mini`]: { uid: 3 }, [name]: {}, more: true } };\n",
  },
  {
    name: "a list that begins with a spread",
    ending: "ts",
    text: "const family = ['f'].map(String);\nexport default { hosts: { mini: { users: [...family, 'guest'] } } };\n",
    path: ["hosts", "mini", "users"],
    value: "more",
    way: "append",
    edited:
      "const family = ['f'].map(String);\nexport default { hosts: { mini: { users: [...family, 'guest', 'more'] } } };\n",
  },
  {
    name: "all keys in quotes",
    ending: "js",
    text: 'export default {\n  "users": {\n    "keith": {"uid": 1}\n  }\n}\n',
    path: ["users", "keith", "shell"],
    value: "fish",
    edited: 'export default {\n  "users": {\n    "keith": {"uid": 1, "shell": "fish"}\n  }\n}\n',
  },
  {
    name: "an enum beside the declaration",
    ending: "ts",
    text: "enum Shell { Fish = 'fish' }\nexport default { users: { keith: { uid: 1 } } };\n",
    path: ["users", "keith", "uid"],
    value: 2,
    edited: "enum Shell { Fish = 'fish' }\nexport default { users: { keith: { uid: 2 } } };\n",
  },
  {
    name: "something else that is computed",
    ending: "ts",
    text: "const port = Number('1') + 1;\nexport default { users: { keith: { uid: port } }, hosts: await Promise.resolve({}) };\n",
    path: ["users", "keith", "shell"],
    value: "fish",
    edited:
      "const port = Number('1') + 1;\nexport default { users: { keith: { uid: port, shell: 'fish' } }, hosts: await Promise.resolve({}) };\n",
  },
];

const hostMaker = "const host = (users: string[]) => ({ system: 'x', users });\n";

/** Scripts in which a person has to write. */
export const refusedScripts: readonly Shape[] = [
  {
    name: "a helper constant that is used twice",
    ending: "ts",
    text: "const mini = { users: ['a'] };\nexport default { hosts: { mini, den: mini } };\n",
    path: ["hosts", "mini", "users"],
    value: ["a", "b"],
    insert: "users: ['a', 'b']",
    because: /"mini".*elsewhere too/,
  },
  {
    name: "a constant that is exported",
    ending: "ts",
    text: "export const users = { keith: {} };\nexport default { users };\n",
    path: ["users", "keith", "uid"],
    value: 1,
    insert: "uid: 1",
    because: /"users".*elsewhere too/,
  },
  {
    name: "a constant that is changed later",
    ending: "ts",
    text: "const users = { keith: {} };\nObject.assign(users, { traci: {} });\nexport default { users };\n",
    path: ["users", "henry"],
    value: { uid: 1 },
    insert: "henry: { uid: 1 }",
    because: /elsewhere too/,
  },
  {
    name: "a spread of something unknown behind the value",
    ending: "ts",
    text: "import { rest } from './rest.ts';\nexport default { hosts: { mini: { system: 'x', ...rest } } };\n",
    path: ["hosts", "mini", "system"],
    value: "y",
    insert: "system: 'y'",
    because: /"hosts.mini" is computed, and may hold "system"/,
  },
  {
    name: "a spread in which the host may be",
    ending: "ts",
    text: "import { laptops } from './laptops.ts';\nexport default { hosts: { ...laptops } };\n",
    path: ["hosts", "mini", "users"],
    value: ["a"],
    insert: "mini: { users: ['a'] }",
    because: /may hold "mini"/,
  },
  {
    name: "a value that a spread would give instead",
    ending: "ts",
    text: "const base = { shell: 'zsh' };\nexport default { users: { keith: { ...base, shell: 'fish' } } };\n",
    path: ["users", "keith", "shell"],
    insert: "",
    because: /another value before it would count/,
  },
  {
    name: "a function that makes hosts",
    ending: "ts",
    text: `${hostMaker}export default { hosts: { mini: host(['a']) } };\n`,
    path: ["hosts", "mini", "users"],
    value: ["a", "b"],
    insert: "users: ['a', 'b']",
    because: /"hosts.mini" is not written out here, but computed/,
  },
  {
    name: "a map over names",
    ending: "ts",
    text: "export default { hosts: Object.fromEntries(['a', 'b'].map((name) => [name, { users: [] }])) };\n",
    path: ["hosts", "c"],
    value: { users: [] },
    insert: "c: { users: [] }",
    because: /"hosts" is not written out/,
  },
  {
    name: "a list that is computed",
    ending: "ts",
    text: "export default { hosts: { mini: { users: ['a', 'b'].filter(Boolean) } } };\n",
    path: ["hosts", "mini", "users"],
    value: "c",
    way: "append",
    insert: "'c'",
    because: /not a list that is written out/,
  },
  {
    name: "an import from another file",
    ending: "ts",
    text: 'import hosts from "./hosts.ts";\nexport default { hosts };\n',
    path: ["hosts", "mini", "uid"],
    value: 5,
    insert: "mini: { uid: 5 }",
    because: /"hosts" is not written out/,
  },
  {
    name: "a getter",
    ending: "ts",
    text: "export default { get users() { return { keith: {} }; } };\n",
    path: ["users", "traci"],
    value: {},
    insert: "traci: {}",
    because: /"users" is not written out/,
  },
  {
    name: "a conditional expression",
    ending: "ts",
    text: "export default { defaults: { shell: globalThis.process ? 'fish' : 'zsh' } };\n",
    path: ["defaults", "shell"],
    value: "bash",
    insert: "shell: 'bash'",
    because: /"defaults.shell" is computed/,
  },
  {
    name: "await",
    ending: "ts",
    text: "export default { users: await Promise.resolve({ keith: {} }) };\n",
    path: ["users", "keith", "uid"],
    value: 1,
    insert: "keith: { uid: 1 }",
    because: /"users" is not written out/,
  },
  {
    name: "a key that is computed",
    ending: "ts",
    text: "const key = () => 'mini';\nexport default { hosts: { [key()]: { uid: 1 } } };\n",
    path: ["hosts", "mini", "uid"],
    value: 2,
    insert: "mini: { uid: 2 }",
    because: /may hold "mini"/,
  },
  {
    name: "a declaration that a function makes",
    ending: "ts",
    text: "const build = () => ({ users: {} });\nexport default build();\n",
    path: ["users", "keith"],
    value: {},
    insert: "users: { keith: {} }",
    because: /The declaration is not written out/,
  },
  {
    name: "a prototype",
    ending: "js",
    text: "export default { users: { __proto__: { uid: 1 } } };\n",
    path: ["users", "__proto__"],
    value: { uid: 2 },
    insert: '["__proto__"]: { uid: 2 }',
    because: /computed/,
  },
  {
    name: "a defineFleet of its own",
    ending: "ts",
    text: "const defineFleet = (fleet: object) => ({ users: {}, fleet });\nexport default defineFleet({ users: { keith: {} } });\n",
    path: ["users", "keith"],
    insert: "",
    because: /The declaration is not written out/,
  },
  {
    name: "a variable",
    ending: "ts",
    text: "let users = {};\nexport default { users };\n",
    path: ["users", "keith"],
    value: {},
    insert: "keith: {}",
    because: /"users" is not written out/,
  },
];
