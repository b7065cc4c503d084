import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testdir } from "@fleet/test-kit";

const checkouts = process.env["FLEET_TEST_CHECKOUTS"];

/** A Python that can read what engines are written in today; undefined where there is none. */
export const python = ["python3.14", "python3.13", "python3.12", "python3"].find(
  (program) =>
    spawnSync(program, ["-c", "import sys; sys.exit(sys.version_info < (3, 12))"]).status === 0,
);

/** The path of something in a checkout; undefined, and said, where it is not there. */
export function findSource(what: string, path: string): string | undefined {
  const found = checkouts === undefined ? undefined : join(checkouts, path);
  if (found !== undefined && existsSync(found)) return found;
  process.stderr.write(
    `\nSKIPPED: the words for the real ${what}, because FLEET_TEST_CHECKOUTS names no folder that holds ${path}. \`npm run checkouts -- --nixpkgs\` fetches it.\n\n`,
  );
  return undefined;
}

/** What the parser of a Python program makes of words, or says against them. */
export function parseInPython(folder: string, makeParser: string, words: readonly string[]) {
  const script = `import json, sys
sys.path.insert(0, ${JSON.stringify(folder)})
${makeParser}
parsed = vars(parser.parse_args(json.loads(sys.argv[1])))
print(json.dumps({k: v for k, v in parsed.items() if isinstance(v, (str, list, bool))}))
`;
  const { status, stdout, stderr } = spawnSync(
    python ?? "python3",
    ["-c", script, JSON.stringify(words)],
    { encoding: "utf8", env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } },
  );
  return { status, parsed: status === 0 ? JSON.parse(stdout) : undefined, stderr };
}

/**
 * Runs an engine that is a script of a shell, with what its package fills in, and with a `nix` that notes what it is
 * told and fails, so that nothing comes of it.
 */
export function runScript(
  source: string,
  values: Readonly<Record<string, string>>,
  words: readonly string[],
) {
  const folder = testdir();
  const bin = join(folder, "bin");
  const notes = join(folder, "notes");
  mkdirSync(bin);
  // Without it, home-manager thinks that nobody has installed Nix.
  mkdirSync(join(folder, ".local/state/nix/profiles"), { recursive: true });
  const nix = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${notes}'\nexit 9\n`;
  writeProgram(join(bin, "nix"), nix);
  // Scripts of a Mac will not begin without it.
  writeProgram(join(bin, "id"), "#!/bin/sh\necho 0\n");
  const program = join(folder, "engine");
  let text = readFileSync(source, "utf8");
  for (const [name, value] of Object.entries({ ...values, nix: folder })) {
    text = text.replaceAll(`@${name}@`, value);
  }
  writeProgram(program, text);
  const { status, stderr, stdout } = spawnSync("bash", [program, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${bin}:${process.env["PATH"]}`, HOME: folder, USER: "ada", LC_ALL: "C" },
  });
  const asked = existsSync(notes) ? readFileSync(notes, "utf8").trimEnd().split("\n") : [];
  return { status, output: stdout + stderr, asked };
}

function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
