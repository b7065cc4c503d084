import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./support/command.ts";
import { fetchTool } from "./support/npm-tool.ts";
import { askYamlServer } from "./support/yaml-server.ts";

const program = fetchTool("yaml-language-server", "1.25.0");
const readme = readFileSync(join(root, "packages", "cli", "README.md"), "utf8");
const [, line = ""] = /`(# yaml-language-server: \$schema=[^`]+)`/.exec(readme) ?? [];

/** What stands for the CDN: the files of the packages, under the paths that it has them. */
const cdn = createServer((request, response) => {
  const [, name, path] = /^\/npm\/@\w+\/(\w+)@0\/(schema\/[\w.-]+)$/.exec(request.url ?? "") ?? [];
  if (path === undefined) return response.writeHead(404).end();
  return response.end(readFileSync(join(root, "packages", `${name}`, path)));
});
let here: string;
beforeAll(async () => {
  await new Promise<void>((listening) => cdn.listen(0, "127.0.0.1", listening));
  const address = cdn.address();
  here = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => {
  cdn.close();
});

const ask = (marked: string) =>
  askYamlServer(program ?? "", {
    uri: "file:///fleet/fleet.config.yaml",
    marked: `${line.replace("https://cdn.jsdelivr.net", here)}\n${marked}`,
  });

test.skipIf(program === undefined)(
  "the first line of a YAML config makes an editor complete its keys",
  async () => {
    const { labels } = await ask("users:\n  ada:\n    fullName: Ada\n    ‸\nhosts: {}\n");
    expect(labels).toEqual(expect.arrayContaining(["isAdmin", "homeProfile", "sshKeys"]));
    expect(labels).not.toContain("fullName");
  },
);

test.skipIf(program === undefined)(
  "an editor finds a wrong key and a wrong value by it, and nothing else",
  async () => {
    const sound =
      "hosts:\n  mini:\n    system: x86_64-linux\n    stateVersion: '24.05'\n    users: [ada]\n";
    const wrong = await ask(
      `users:\n  ada:\n    fullName: Ada\n    isAdmn: true\n    uid: many\n${sound}‸`,
    );
    expect(wrong.complaints.toSorted()).toEqual([
      'Incorrect type. Expected "integer".',
      "Property isAdmn is not allowed.",
    ]);
    const right = await ask(`users:\n  ada:\n    fullName: Ada\n    isAdmin: true\n${sound}‸`);
    expect(right.complaints).toEqual([]);
  },
);
