import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectOf } from "@fleet/project";
import { renderSopsYaml } from "@fleet/secrets";
import { git, testRepository } from "@fleet/test-kit";
import { describe, expect, it } from "vitest";
import { anewPath } from "../../src/agenix/plan/anew-command.ts";
import { proposeForAgenix, readAgenix } from "../../src/agenix/read-agenix.ts";
import { encryptAge, makeSshKey, runPrinted, type TestKey } from "../support/age-repository.ts";
import { openNix, world } from "../support/evaluator.ts";

/** A repository of agenix with the `.sops.yaml` of what is proposed for it, and the commands that are printed. */
async function moveIn(ada: TestKey, contents: ReadonlyMap<string, Uint8Array | string>) {
  const names = [...contents.keys()].map((path) => `${JSON.stringify(path)}.publicKeys = [ ada ];`);
  const text = `let ada = ${JSON.stringify(ada.line)}; in { ${names.join("\n")} }`;
  const folder = testRepository({ "secrets.nix": text });
  for (const [path, content] of contents) {
    encryptAge(folder, path, { lines: [ada.line], text: content });
  }
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "Begin");
  const { evaluate } = await openNix();
  const { value } = await readAgenix(world, folder, evaluate);
  if (value === undefined) throw new Error("there is nothing of agenix");
  const [owner] = value.keys.owners;
  const declaration = {
    users: { ada: { uid: 1000, ageKeys: owner?.recipients ?? [] } },
    hosts: { mini: { system: "x86_64-linux" as const, stateVersion: "24.05", users: ["ada"] } },
  };
  const proposal = { declaration, remarks: [], questions: [], left: [] };
  const proposed = proposeForAgenix(proposal, value);
  const { fleet } = await projectOf(proposed.proposal.declaration);
  if (fleet?.secrets === undefined) throw new Error("nothing was declared");
  writeFileSync(join(folder, ".sops.yaml"), renderSopsYaml(fleet.secrets.secrets) ?? "");
  const helps = new Map(proposed.left.map(({ about, help }) => [about, help]));
  const commandsOf = (path: string) =>
    [...(helps.get(path) ?? "").matchAll(/`([^`]+)`/g)].map(([, command = ""]) => command);
  return { folder, commandsOf };
}

describe("the commands that encrypt a file anew", () => {
  const odd = "secrets/with space & 'quotes'/a.env.age";

  it("really do, byte for byte, and then take the old file out", async () => {
    const ada = makeSshKey("ada@laptop");
    const contents = new Map<string, Uint8Array | string>([
      ["secrets/token.age", "a token\nof two lines"],
      ["secrets/bytes.age", new Uint8Array([0, 255, 10, 13, 200, 0])],
      [odd, "A=1\n"],
    ]);
    const { folder, commandsOf } = await moveIn(ada, contents);
    for (const [path, content] of contents) {
      const [encrypt = "", , , retire = ""] = commandsOf(path);
      expect(runPrinted(encrypt, folder, ada)).toMatchObject({ status: 0, stderr: "" });
      const sealed = readFileSync(join(folder, anewPath(path)), "utf8");
      expect(JSON.parse(sealed)).toMatchObject({ sops: { age: [{ recipient: idOf(ada.line) }] } });
      const open = `sops decrypt --input-type binary --output-type binary "$FILE" > out`;
      const file = `FILE='${anewPath(path).replaceAll("'", "'\\''")}'; ${open}`;
      expect(runPrinted(file, folder, ada)).toMatchObject({ status: 0 });
      expect(readFileSync(join(folder, "out"))).toEqual(Buffer.from(content));
      expect(runPrinted(retire, folder, ada)).toMatchObject({ status: 0 });
      expect(existsSync(join(folder, path))).toBe(false);
    }
  });

  it("leave nothing behind where the old file does not open, and nothing in place of what is there", async () => {
    const ada = makeSshKey("ada@laptop");
    const { folder, commandsOf } = await moveIn(ada, new Map([["token.age", "a token"]]));
    const [encrypt = "", , , retire = ""] = commandsOf("token.age");
    const eve = makeSshKey("eve@desk");
    expect(runPrinted(encrypt, folder, eve).stderr).toContain("no identity matched");
    expect(existsSync(join(folder, "token.sops"))).toBe(false);
    writeFileSync(join(folder, "token.sops"), "there already");
    runPrinted(encrypt, folder, ada);
    expect(readFileSync(join(folder, "token.sops"), "utf8")).toBe("there already");
    expect(runPrinted(retire, folder, ada).status).not.toBe(0);
    expect(existsSync(join(folder, "token.age"))).toBe(true);
  });
});

function idOf(line: string): string {
  return line.split(" ").slice(0, 2).join(" ");
}
