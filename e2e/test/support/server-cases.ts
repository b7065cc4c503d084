import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fleet, run } from "./command.ts";
import { type Editor, openEditor, type ServerName } from "./language-client.ts";

/** A config with an expression in each place that matters. */
function renderConfig({ user = "", host = "", rest = "" } = {}): string {
  return `import { defineFleet } from "@fleet/core";

export default defineFleet({
  users: { keith: { fullName: "Keith", ${user} }, ada: { fullName: "Ada" } },
  hosts: { mini: { system: "x86_64-linux", ${host} }, book: { system: "aarch64-darwin" } },
  profiles: { base: {}, desk: { extends: ["base"] } },
  aggregates: { ai: {} },
  features: { gaming: {}, dev: {} },
  ${rest}
});
`;
}

/** A server may need this long for its first answer, in milliseconds. */
const patience = { timeout: 60_000, interval: 50 };

const completions: readonly (readonly [string, Parameters<typeof renderConfig>[0], string[]])[] = [
  ["users in a list", { host: 'users: ["‸"]' }, ["keith", "ada"]],
  ["users in a record", { host: "users: { ‸ }" }, ["keith", "ada"]],
  ["users as primary ones", { host: 'primaryUser: "‸"' }, ["keith", "ada"]],
  ["users in groups", { rest: "groups: { media: { members: ['‸'] } }" }, ["keith", "ada"]],
  ["users in the policy", { rest: "policy: { acceptedGroups: { ‸ } }" }, ["keith", "ada"]],
  ["hosts of users", { user: 'hosts: ["‸"]' }, ["mini", "book"]],
  ["hosts of groups", { rest: "groups: { media: { hosts: ['‸'] } }" }, ["mini", "book"]],
  ["features", { host: 'features: ["‸"]' }, ["gaming", "dev"]],
  ["profiles", { user: 'homeProfile: "‸"' }, ["base", "desk"]],
  ["profiles of hosts", { host: 'homeProfile: "‸"' }, ["base", "desk"]],
  ["aggregates", { user: 'aggregates: ["‸"]' }, ["ai"]],
  ["ways to build homes", { user: 'home: "‸"' }, ["integrated", "standalone", "both", "none"]],
  [
    "readers",
    { rest: "secrets: { files: [{ path: 'a', readers: ['‸'] }] }" },
    ["admins", "user:keith", "host:mini", "admins@book"],
  ],
  ["keys of a user", { user: "‸" }, ["email", "hosts", "isAdmin", "sshKeys", "uid"]],
  ["keys of a placement", { host: "users: { keith: { ‸ } }" }, ["uid", "username", "home"]],
  ["keys of a host", { host: "‸" }, ["features", "stateVersion", "users"]],
  ["layouts", { rest: 'layout: "‸"' }, ["canonical", "dendritic"]],
];

/** What a server knows of a config in a repository without `node_modules`, after `fleet editor`. */
export function testServer(name: ServerName): void {
  describe(`the language server of ${name}, after fleet editor`, { timeout: 90_000 }, () => {
    let folder: string;
    let editor: Editor;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "fleet-editor-"));
      run("git", ["init", "--quiet"], folder);
      writeFileSync(join(folder, "fleet.config.ts"), renderConfig());
      expect(fleet(folder, "editor").status).toBe(0);
      editor = await openEditor(name, folder, "fleet.config.ts");
    }, 60_000);

    afterAll(async () => {
      await editor.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(completions)("offers %s", async (_, parts, expected) => {
      editor.type(renderConfig(parts));
      const offered = async () => (await editor.complete()).map((label) => label.replace("?", ""));
      await expect
        .poll(
          async () => (await offered()).filter((one) => expected.includes(one)).sort(),
          patience,
        )
        .toEqual([...expected].sort());
      // What cannot stand there is not offered: no name of a browser, and no id of another kind.
      const others = ["keith", "mini", "gaming", "ai", "desk", "AbortController"];
      const wrong = others.filter((one) => !expected.includes(one));
      expect((await offered()).filter((label) => wrong.includes(label))).toEqual([]);
    });

    it("offers the systems", async () => {
      editor.type(renderConfig().replace("x86_64-linux", "‸"));
      await expect
        .poll(async () => [...(await editor.complete())].sort(), patience)
        .toEqual(expect.arrayContaining(["aarch64-darwin", "riscv64-linux", "x86_64-linux"]));
    });

    it("marks a wrong id, names the right ones, and marks nothing once it is mended", async () => {
      editor.type(renderConfig({ host: 'users: ["kieth"]' }));
      await expect
        .poll(() => editor.report(), patience)
        .toEqual([
          {
            text: '"kieth"',
            message: expect.stringMatching(
              /^Type '"kieth"' is not assignable to type '("keith" \| "ada"|"ada" \| "keith")'\. Did you mean '"keith"'\?$/,
            ),
          },
        ]);
    });

    it("shows what a key means, with its default", async () => {
      editor.type(renderConfig({ host: "users: { keith: { u‸id: 1000 } }" }));
      await expect
        .poll(() => editor.hover(), patience)
        .toMatch(
          /numeric user id.*Default: `defaults\.uid`, else the one that `fleet\.lock\.json`.{1,4}allots/s,
        );
    });

    it("leads to the definition of defineFleet, and of a key", async () => {
      const types = /\/\.fleet\/types\/core\.d\.ts$/;
      editor.type(renderConfig().replace("defineFleet({", "define‸Fleet({"));
      await expect
        .poll(() => editor.define(), patience)
        .toContainEqual(expect.stringMatching(types));
      editor.type(renderConfig({ host: "state‸Version: '24.05'" }));
      await expect.poll(() => editor.define(), patience).toEqual([expect.stringMatching(types)]);
    });

    it("renames an id in one place alone, and then marks the others", async () => {
      editor.type(renderConfig({ host: 'users: ["keith"]' }).replace("keith:", "ke‸ith:"));
      await expect.poll(() => editor.rename(), patience).toBe(1);
      editor.type(renderConfig({ host: 'users: ["keith"]' }).replace("keith:", "renamed:"));
      await expect.poll(() => editor.report(), patience).toMatchObject([{ text: '"keith"' }]);
    });
  });
}
