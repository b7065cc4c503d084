import { fc, test } from "@fast-check/vitest";
import type { Json } from "@fleet/project";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { editConfig } from "../src/change/config-edit.ts";
import { userEdits } from "../src/edits/addition.ts";
import { applyEdits, type DeclarationEdit } from "../src/edits/declaration-edit.ts";
import { removalEdits } from "../src/edits/removal.ts";
import { renamingEdits } from "../src/edits/renaming.ts";
import { declarations } from "./support/declarations.ts";

const formats = {
  "fleet.config.json": (value: Json) => `${JSON.stringify(value, null, 2)}\n`,
  // One object in two places would be an alias of it.
  "fleet.config.yaml": (value: Json) => stringify(value, { aliasDuplicateObjects: false }),
  "fleet.config.ts": (value: Json) => `export default ${JSON.stringify(value, null, 2)};\n`,
} as const;
const plain = { moves: new Map<string, string>(), kept: {}, dropped: [] };

async function edit(name: string, text: string, edits: readonly DeclarationEdit[]) {
  const edited = await editConfig({ name, text, stripTypes: (own) => own }, edits);
  if (!edited.ok) throw new Error(edited.diagnostics.map(({ message }) => message).join("\n"));
  return edited.value;
}

for (const [name, write] of Object.entries(formats)) {
  test.prop([declarations, fc.constantFrom("mini", "nas")], { numRuns: 30 })(
    `who is added to ${name} and removed leaves its bytes`,
    async (declaration, host) => {
      const text = write(declaration);
      const edits = userEdits(declaration, { id: "mary", fullName: "Mary", hosts: [host] });
      const added = await edit(name, text, edits);
      const value = applyEdits(declaration, edits);
      const gone = removalEdits(value, { kind: "user", id: "mary" });
      expect(await edit(name, added, gone)).toBe(text);
    },
  );

  test.prop([declarations], { numRuns: 30 })(
    `a rename in ${name} there and back leaves its bytes`,
    async (declaration) => {
      const text = write(declaration);
      const there = { subject: { kind: "user", id: "ada" } as const, to: "grace", ...plain };
      const edits = renamingEdits(declaration, there);
      const renamed = await edit(name, text, edits);
      expect(renamed).not.toContain('"ada"');
      const value = applyEdits(declaration, edits);
      const back = { subject: { kind: "user", id: "grace" } as const, to: "ada", ...plain };
      expect(await edit(name, renamed, renamingEdits(value, back))).toBe(text);
    },
  );
}

/** Takes out and renames of a declaration whatever can be, in each format. */
function editsOf(declaration: Json): readonly DeclarationEdit[][] {
  const subject = { kind: "user", id: "ada" } as const;
  return [
    removalEdits(declaration, subject),
    renamingEdits(declaration, { subject, to: "grace", ...plain }),
  ];
}

test.prop([declarations, fc.constantFrom(...Object.entries(formats))], { numRuns: 60 })(
  "edits that are made in one step give what they give one after another",
  async (declaration, [name, write]) => {
    for (const edits of editsOf(declaration)) {
      let text = write(declaration);
      const together = await edit(name, text, edits);
      for (const one of edits) text = await edit(name, text, [one]);
      expect(together).toBe(text);
    }
  },
);

it("renames a key once that two hosts have by the name of one constant", async () => {
  const text =
    "const all = { ada: {} };\nexport default { hosts: { a: { users: all }, b: { users: all } } };\n";
  const rename = (host: string) =>
    ({ kind: "rename", path: ["hosts", host, "users", "ada"], to: "grace" }) as const;
  const edited = await editConfig({ name: "fleet.config.ts", text, stripTypes: (own) => own }, [
    rename("a"),
    rename("b"),
  ]);
  expect(edited).toMatchObject({ ok: false, diagnostics: [{ code: "life/config-by-hand" }] });
});

it("renames a word that is key and value at once by writing both", async () => {
  const text = "const keith = {};\nexport default { users: { keith }, hosts: {} };\n";
  const rename = { kind: "rename", path: ["users", "keith"], to: "kmiller" } as const;
  expect(await edit("fleet.config.ts", text, [rename])).toBe(
    "const keith = {};\nexport default { users: { kmiller: keith }, hosts: {} };\n",
  );
});

it("quotes a name that would be no plain word in the format", async () => {
  const rename = { kind: "rename", path: ["users", "keith"], to: "k-m" } as const;
  const script = "export default { users: { keith: {} } };\n";
  expect(await edit("fleet.config.ts", script, [rename])).toContain('"k-m": {}');
  const no = { ...rename, to: "no" };
  expect(await edit("fleet.config.yaml", "users:\n  keith: {}\n", [no])).toBe(
    'users:\n  "no": {}\n',
  );
});

it("says what to write where the config computes it, and edits nothing", async () => {
  const text =
    "const all = [1];\nexport default { users: Object.fromEntries(all.map((n) => [n, {}])) };\n";
  const set = { kind: "set", path: ["users", "ada"], value: { fullName: "Ada" } } as const;
  const edited = await editConfig({ name: "fleet.config.ts", text, stripTypes: (own) => own }, [
    set,
  ]);
  expect(edited.ok).toBe(false);
  const [finding] = edited.diagnostics;
  expect(finding).toMatchObject({ code: "life/config-by-hand", file: "fleet.config.ts" });
  expect(finding?.help).toContain("Ada");
});
