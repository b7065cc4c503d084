import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ExpressionRequest, JsonValue } from "../src/index.ts";
import { createRepository, flakeText, writeFiles } from "./support/flake.ts";
import { createEvaluator, createFolder, isRunning, nixes } from "./support/nixes.ts";

function expression(text: string, more: Partial<ExpressionRequest> = {}): ExpressionRequest {
  return { kind: "expression", expression: text, ...more };
}

const unsafe = ["--option", "allow-unsafe-native-code-during-evaluation", "true"];

/** Code, what to evaluate, words of the message, words of the help. */
const failures: readonly (readonly [string, ExpressionRequest, string, string])[] = [
  [
    "syntax-error",
    expression("{ a = ; }"),
    "';' (line 1, column 7 of the expression)",
    "semicolon",
  ],
  ["syntax-error", expression("1", { apply: "x: )" }), "unexpected ')'", "bracket"],
  [
    "throw",
    expression('throw "no \\"shell\\"\\nfor keith"'),
    'refuses: no "shell"\nfor keith',
    "--show-trace",
  ],
  [
    "throw",
    expression(`throw "attribute 'x' missing"`),
    "refuses: attribute 'x' missing",
    "message",
  ],
  ["throw", expression('abort "stop"'), "refuses: stop", "message"],
  [
    "throw",
    expression('throw (builtins.fromJSON "\\"\\\\u001b[31mred\\\\u0007\\"")'),
    "refuses: red\\u{7}",
    "message",
  ],
  ["failed-assertion", expression("assert 1 == 2; 3"), '"(1 == 2)" does not hold', "assertion"],
  [
    "failed-assertion",
    expression("let x = false; in assert x; 3"),
    '"x" does not hold',
    "assertion",
  ],
  ["infinite-recursion", expression("let x = x; in x"), "infinite recursion", '"config"'],
  [
    "missing-attribute",
    expression("{ shell = 1; }.shel"),
    "attribute 'shel' missing",
    "Did you mean shell?",
  ],
  ["missing-attribute", expression("{ }.shell"), "attribute 'shell' missing", "attrNames"],
  ["undefined-variable", expression("lib.mkForce 1"), "undefined variable 'lib'", '"let"'],
  [
    "missing-file",
    expression("import ./nope.nix", { impure: true, directory: "/" }),
    '"nope.nix", which does not exist',
    "mend the path",
  ],
  [
    "missing-file",
    expression('builtins.readFile "/nope/x"', { impure: true }),
    '"/nope/x"',
    "mend the path",
  ],
  [
    "missing-file",
    expression("import <nope-nixpkgs>", { impure: true }),
    '"<nope-nixpkgs>"',
    "input",
  ],
  ["missing-file", expression("1", { directory: "/nope" }), 'folder "/nope"', "Create it"],
  ["impure", expression('builtins.readFile "/etc/hostname"'), "is forbidden", "impurely"],
  ["not-json", expression("x: x"), "a function", "attrNames"],
  [
    "fetch-failed",
    expression('builtins.fetchGit "file:///nope"', { impure: true }),
    "file:///nope",
    "--override-input",
  ],
  [
    "fetch-failed",
    expression('builtins.fetchurl "http://127.0.0.1:1/x"', {
      impure: true,
      nixArguments: ["--option", "download-attempts", "1"],
    }),
    "127.0.0.1:1",
    "connection",
  ],
  [
    "stack-overflow",
    expression("let f = x: 1 + f (x + 1); in f 0"),
    "stack overflow",
    "without end",
  ],
  ["stack-overflow", expression("let a = { b = a; }; in a"), "stack overflow", "contains itself"],
  [
    "killed",
    expression('builtins.exec [ "sh" "-c" "kill -9 $PPID" ]', { nixArguments: unsafe }),
    "SIGKILL",
    "memory",
  ],
  ["failed", expression("1 + { }"), "cannot add a set to an integer", "--show-trace"],
  ["failed", expression("1", { nixArguments: ["--bogus"] }), "--bogus", "--show-trace"],
  [
    "time-out",
    expression('builtins.exec [ "sleep" "300" ]', { nixArguments: unsafe, timeLimit: 300 }),
    "0.3 seconds",
    "time",
  ],
  ["cancelled", expression("1", { signal: AbortSignal.abort() }), "cancelled", "again"],
  ["too-large", expression(`"${"x".repeat(130_000)}"`), "120000 bytes", "file"],
  ["unwritable-text", expression('"\0"'), "NUL", "character"],
  ["unwritable-text", expression("1", { apply: '_: "\ud800"' }), "The apply of", "character"],
];

describe.each(nixes)("with %s", (_, nix) => {
  const { evaluate } = createEvaluator(nix);

  it.concurrent.each(failures)(
    "%s: $expression is diagnosed",
    async (problem, request, message, help) => {
      const { ok, diagnostics } = await evaluate(request);
      expect({ ok, codes: diagnostics.map((d) => d.code) }).toEqual({
        ok: false,
        codes: [`nix-eval/${problem}`],
      });
      expect(diagnostics[0]?.message).toContain(message);
      expect(diagnostics[0]?.help).toContain(help);
      expect(diagnostics[0]?.message).not.toContain("\u001b");
    },
  );

  it.each<[string, JsonValue]>([
    ['{ b = [ 1 null true 1.5 ]; a = "ü"; }', { a: "ü", b: [1, null, true, 1.5] }],
    ['{ "__proto__" = 1; }', JSON.parse('{"__proto__":1}')],
  ])("%s is a value", async (text, value) => {
    expect(await evaluate(expression(text))).toEqual({ ok: true, value, diagnostics: [] });
  });

  it("a function is applied before the value becomes JSON", async () => {
    const apply = "f: f 20 # twenty";
    expect(await evaluate(expression("x: x + 1", { apply }))).toMatchObject({ value: 21 });
  });

  it("50 MB of JSON arrive whole", async () => {
    const block =
      'let s = builtins.concatStringsSep "" (builtins.genList (_: "0123456789") 100); in ';
    const result = await evaluate(expression(`${block} builtins.genList (_: s) 50000`));
    expect(result.ok && Array.isArray(result.value) && result.value.length).toBe(50_000);
  });

  it("a long expression is read whole if it may be impure", async () => {
    const text = "x".repeat(1_000_000);
    const result = await evaluate(expression(`builtins.stringLength "${text}"`, { impure: true }));
    expect(result).toMatchObject({ value: 1_000_000 });
  });

  it("every assertion of a module system is a diagnostic of its own", async () => {
    const text =
      'throw "\\nFailed assertions:\\n- The shell of keith\\n  is not enabled.\\n- No boot loader."';
    const { diagnostics } = await evaluate(expression(text));
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "nix-eval/failed-assertion",
        "An assertion of the modules fails: The shell of keith\n  is not enabled.",
      ],
      ["nix-eval/failed-assertion", "An assertion of the modules fails: No boot loader."],
    ]);
  });

  it("warnings of the evaluated code come beside the value", async () => {
    const text = 'builtins.trace "noise" (builtins.trace "evaluation warning: old name" 1)';
    expect(await evaluate(expression(text))).toMatchObject({
      ok: true,
      value: 1,
      diagnostics: [
        { code: "nix-eval/warning", severity: "warning", message: "The Nix code warns: old name" },
      ],
    });
  });

  it("a string that is not UTF-8 is no JSON", async () => {
    const directory = createFolder();
    writeFileSync(join(directory, "binary"), Buffer.from([0x61, 0xff]));
    const result = await evaluate(
      expression("builtins.readFile ./binary", { impure: true, directory }),
    );
    expect(result.diagnostics.map((d) => d.code)).toEqual(["nix-eval/not-json"]);
  });

  it("running out of memory is told", async () => {
    const small = createEvaluator(nix, { GC_MAXIMUM_HEAP_SIZE: "40000000" });
    const result = await small.evaluate(
      expression("builtins.length (builtins.genList (x: [ x ]) 9000000)"),
    );
    expect(result.diagnostics.map((d) => d.code)).toEqual(["nix-eval/out-of-memory"]);
  });

  it("what the code says of where it fails comes back, innermost first, and is in no message", async () => {
    const mark = "at key ";
    const failing = `builtins.addErrorContext "at key [\\"outer\\"]" (builtins.addErrorContext "at key inner" ({ }.nothing))`;
    const result = await evaluate(expression(failing, { mark }));
    expect(result).toMatchObject({ ok: false, marks: ["inner", '["outer"]'] });
    const [finding] = result.diagnostics;
    expect(finding?.message).not.toContain("at key");
    const unmarked = await evaluate(expression(failing));
    expect(unmarked).not.toHaveProperty("marks");
    expect(unmarked.diagnostics[0]?.message).toContain("at key inner");
  });

  it("a trace without end does not hide the error", async () => {
    const padding = " ".repeat(1500);
    const text = `let f = n: if n == 0 then throw "deep" else 1 + f (n - 1); in ${padding} f 5000`;
    const { diagnostics } = await evaluate(expression(text));
    expect(diagnostics[0]?.message).toBe("The Nix code refuses: deep");
  });

  it("what ends Nix is said before its warnings", async () => {
    const text = 'let f = x: 1 + f (x + 1); in builtins.trace "warning: mild" (f 0)';
    const { diagnostics } = await evaluate(expression(text));
    expect(diagnostics[0]?.message).toMatch(/^[^\n]*stack overflow/);
  });

  it("what Nix started is stopped with it", async () => {
    const file = join(createFolder(), "pid");
    const text = `builtins.exec [ "sh" "-c" "echo $$ > ${file}; exec sleep 300" ]`;
    const result = await evaluate(expression(text, { nixArguments: unsafe, timeLimit: 1500 }));
    expect(result.diagnostics.map((d) => d.code)).toEqual(["nix-eval/time-out"]);
    expect(isRunning(readFileSync(file, "utf8").trim())).toBe(false);
  });

  it("a file is evaluated, with arguments or without", async () => {
    const directory = createFolder();
    const file = join(directory, 'a "b" $ c.nix');
    writeFileSync(file, '{ name ? "nobody" }: { greeting = "hello \u0024{name}"; }');
    const request = { kind: "file", file } as const;
    const bare = await evaluate({ ...request, apply: "builtins.functionArgs" });
    expect(bare).toMatchObject({ value: { name: true } });
    expect(await evaluate({ ...request, arguments: {} })).toMatchObject({
      value: { greeting: "hello nobody" },
    });
    const name = 'traci "\u0024{x}"\n';
    const named = await evaluate({ ...request, arguments: { name } });
    expect(named).toMatchObject({ value: { greeting: `hello ${name}` } });
    const unknown = await evaluate({ ...request, arguments: { nam: name } });
    expect(unknown.diagnostics.map((d) => d.code)).toEqual(["nix-eval/failed"]);
    expect(unknown.diagnostics[0]?.message).toMatch(
      /unexpected argument 'nam'(?!.*of the expression)/s,
    );
  });

  it("the place of an error is given in the file of the repository", async () => {
    const directory = createRepository({
      "flake.nix": flakeText("    hosts = import ./hosts/mini.nix { };"),
      "hosts/mini.nix": '{ }:\n{\n  shell = { }.fish;\n  user = throw "no user";\n}\n',
    });
    const { diagnostics } = await evaluate({
      kind: "flake",
      directory,
      attribute: ["hosts", "shell"],
    });
    expect(diagnostics).toMatchObject([
      { code: "nix-eval/missing-attribute", file: "hosts/mini.nix", position: { line: 3 } },
    ]);
  });

  it("a file that git does not track is named with the command that mends it", async () => {
    const directory = createRepository({
      "flake.nix": flakeText("    a = import ./new.nix;\n    b = import ./none.nix;"),
    });
    writeFiles(directory, { "new.nix": "1" });
    const untracked = await evaluate({ kind: "flake", directory, attribute: ["a"] });
    expect(untracked.diagnostics).toMatchObject([
      { code: "nix-eval/missing-file", file: "flake.nix" },
    ]);
    expect(untracked.diagnostics[0]?.help).toContain("git add -- 'new.nix'");
    const missing = await evaluate({ kind: "flake", directory, attribute: ["b"] });
    expect(missing.diagnostics[0]?.help).toContain("Create it");
  });

  it("a flake that git does not track at all is one too", async () => {
    const directory = createFolder();
    execFileSync("git", ["init", "--quiet", directory]);
    writeFiles(directory, { "flake.nix": flakeText("    a = 1;") });
    const { diagnostics } = await evaluate({ kind: "flake", directory, attribute: ["a"] });
    expect(diagnostics).toMatchObject([{ code: "nix-eval/missing-file" }]);
    expect(diagnostics[0]?.help).toContain("git add -- 'flake.nix'");
  });

  it("no program runs that a repository names for git to watch its files, nor a hook", async () => {
    const trace = join(createFolder(), "trace");
    const script = `#!/bin/sh\necho "$0" >> ${trace}\n`;
    const directory = createRepository({
      "flake.nix": flakeText("    a = 1;"),
      "hooks/post-index-change": script,
      "watch.sh": script,
    });
    for (const file of ["hooks/post-index-change", "watch.sh"])
      chmodSync(join(directory, file), 0o755);
    const set = (name: string, value: string) =>
      execFileSync("git", ["-C", directory, "config", name, value]);
    set("core.fsmonitor", join(directory, "watch.sh"));
    set("core.hooksPath", join(directory, "hooks"));
    const { evaluate: besides } = createEvaluator(nix, {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "user.name",
      GIT_CONFIG_VALUE_0: "somebody",
    });
    for (const ask of [evaluate, besides]) {
      const result = await ask({ kind: "flake", directory, attribute: ["a"] });
      expect(result).toMatchObject({ ok: true, value: 1 });
    }
    expect(existsSync(trace)).toBe(false);
  });

  it("a flake beside git is its own folder, in whatever repository that lies", async () => {
    const folder = createRepository({ x: "" });
    const directory = join(folder, "beside");
    writeFiles(directory, { "flake.nix": flakeText("    a = import ./new.nix;"), "new.nix": "1" });
    const request = { kind: "flake", directory, attribute: ["a"] } as const;
    expect(await evaluate(request)).toMatchObject({ ok: false });
    expect(await evaluate({ ...request, isPlainFolder: true })).toMatchObject({
      ok: true,
      value: 1,
    });
  });

  it("a folder without a flake is not searched for one above it", async () => {
    const folder = createRepository({ "flake.nix": flakeText("    a = 1;"), "sub/x": "" });
    const directory = join(folder, "sub");
    const { diagnostics } = await evaluate({ kind: "flake", directory, attribute: ["a"] });
    expect(diagnostics).toMatchObject([{ code: "nix-eval/missing-file" }]);
  });

  it("an input that cannot be fetched is told, and can be replaced", async () => {
    const input = createFolder();
    writeFiles(input, { "flake.nix": flakeText("    answer = 42;") });
    const text =
      '{ inputs.x.url = "git+file:///nope"; outputs = { self, x }: { inherit (x) answer; }; }';
    const directory = createRepository({ "flake.nix": text });
    const request = { kind: "flake", directory, attribute: ["answer"] } as const;
    const failed = await evaluate(request);
    expect(failed.diagnostics.map((d) => d.code)).toEqual(["nix-eval/fetch-failed"]);
    const replaced = await evaluate({ ...request, overrideInputs: { x: `path:${input}` } });
    expect(replaced).toMatchObject({ ok: true, value: 42 });
    expect(existsSync(join(directory, "flake.lock"))).toBe(false);
  });
});
