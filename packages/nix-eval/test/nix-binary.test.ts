import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeWorld } from "@fleet/project/node";
import { expect, it } from "vitest";
import { findNix } from "../src/index.ts";
import { createFolder, nixes } from "./support/nixes.ts";

const machine = nodeWorld();

/** A folder with a `nix` that answers as other versions do, which cannot all be installed. */
function createNix(answer: string): string {
  const folder = createFolder();
  writeFileSync(join(folder, "nix"), `#!/bin/sh\nprintf '%s\\n' '${answer}'\n`);
  chmodSync(join(folder, "nix"), 0o755);
  return folder;
}

it("the command in PATH is found", async () => {
  const found = await findNix(machine, { environment: process.env });
  expect(found).toMatchObject({ ok: true, value: nixes[0]?.[1] });
});

it("a folder that PATH lacks is searched too", async () => {
  const folder = createNix("nix (Lix, like Nix) 2.91.0");
  const found = await findNix(machine, { environment: { PATH: "" }, folders: [folder] });
  expect(found).toMatchObject({ value: { path: join(folder, "nix"), version: { flavor: "Lix" } } });
});

it("the profile of the user is searched", async () => {
  const home = createFolder();
  const bin = join(home, ".nix-profile", "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "nix"), "#!/bin/sh\necho 'nix (Nix) 2.1'\n", { mode: 0o755 });
  const found = await findNix(machine, { environment: { PATH: "/nowhere", HOME: home } });
  expect(found.ok || found.diagnostics[0]?.message.includes(bin)).toBe(true);
});

it("an old Nix is passed over for a newer one", async () => {
  const [old, newer] = [createNix("nix (Nix) 2.3.16"), createNix("nix (Nix) 2.26.3")];
  const found = await findNix(machine, { environment: { PATH: `${old}:${newer}` }, folders: [] });
  expect(found).toMatchObject({ ok: true, value: { path: join(newer, "nix") } });
});

it("an old Nix is named with its version", async () => {
  const folder = createNix("nix (Nix) 2.3.16");
  const found = await findNix(machine, { environment: { PATH: folder }, folders: [] });
  expect(found).toMatchObject({ ok: false, diagnostics: [{ code: "nix-eval/old-nix" }] });
  expect(found.diagnostics[0]?.message).toContain(`"${folder}/nix" is Nix 2.3.16`);
});

it.each([
  ["linux", "--daemon"],
  ["darwin", "new terminal"],
  ["win32", "wsl --install"],
  ["freebsd", "https://nixos.org/download"],
])("on %s the help tells how to install Nix there", async (platform, words) => {
  const found = await findNix(
    { ...machine, machine: { platform } },
    { environment: { PATH: "/nowhere" }, folders: [] },
  );
  expect(found).toMatchObject({ ok: false, diagnostics: [{ code: "nix-eval/missing-nix" }] });
  expect(found.diagnostics[0]?.message).toContain('no "nix" in /nowhere');
  expect(found.diagnostics[0]?.help).toContain(words);
});

it("a command that was named and is not there is quoted", async () => {
  const found = await findNix(machine, { environment: process.env, path: "/nowhere/nix" });
  expect(found.diagnostics[0]?.message).toBe('There is no command "/nowhere/nix".');
});

it("another program that is called nix is no Nix, and what it says is shown harmlessly", async () => {
  const folder = createNix("\u001b[31mnix the tool");
  const found = await findNix(machine, { environment: { PATH: folder }, folders: [] });
  expect(found).toMatchObject({ ok: false, diagnostics: [{ code: "nix-eval/missing-nix" }] });
  expect(found.diagnostics[0]?.message).toContain('answers "nix the tool"');
});
