import { expect, it } from "vitest";
import { listWarnings, parseNixLog } from "../src/nix-log.ts";

function line(record: object): string {
  return `@nix ${JSON.stringify({ action: "msg", level: 0, ...record })}`;
}

it("what is no record of Nix is kept as a line, without escape sequences", () => {
  const log = parseNixLog(
    `fatal: \u001b[31mno\u001b[0m\n@nix {broken\n@nix 1\n${line({ msg: "hint" })}`,
    [],
  );
  expect(log).toEqual({ errors: [], lines: ["fatal: no", "@nix {broken", "@nix 1", "hint"] });
});

it("records of activities are left out", () => {
  expect(parseNixLog(line({ action: "start", text: "copying" }), [])).toEqual({
    errors: [],
    lines: [],
  });
});

it.each([
  ["an old Nix", "/f.nix", "/f.nix"],
  ["a newer Nix", "/f.nix:3:7", "/f.nix"],
  ["a lazy tree", "«git+file:///srv»/f.nix:3:7", "«git+file:///srv»/f.nix"],
  ["an expression, newer", "«string»:3:7", undefined],
  ["no place, newer", "«none»:3:7", undefined],
  ["an expression, old", "/expression + 1", undefined],
])("the file is read as it is given by %s", (_, file, expected) => {
  const log = parseNixLog(line({ raw_msg: "x", file, line: 3, column: 7 }), ["/expression + 1 "]);
  expect(log.errors[0]?.place).toEqual({ file: expected, line: 3, column: 7 });
});

it("a warning in the form of an error is a warning", () => {
  const msg = "evaluation warning: old\n                    name";
  const log = parseNixLog(line({ level: 1, msg, raw_msg: "old\nname" }), []);
  expect(log.errors).toEqual([]);
  expect(listWarnings(log)).toEqual(["old\nname"]);
});

it("a line of 0 is no place", () => {
  const log = parseNixLog(line({ raw_msg: "x", file: "«none»:0", line: 0, column: 0 }), []);
  expect(log.errors[0]?.place).toBeUndefined();
});

it("a trace that is malformed is no exception", () => {
  const log = parseNixLog(line({ raw_msg: "x", trace: [null, 1, { raw_msg: 2 }] }), []);
  expect(log.errors[0]?.trace).toEqual([{ text: "", place: undefined }]);
});

it.each([
  ["trace: warning: old", ["old"]],
  ["trace: \u001b[1;31mevaluation warning: old\u001b[0m", ["old"]],
  ["evaluation warning: old\nname", ["old\nname"]],
  ["warning: Git tree '/srv/fleet' is dirty", []],
  ["trace: hello", []],
])("the warnings in %j are %j", (msg, warnings) => {
  expect(listWarnings(parseNixLog(`${line({ msg })}\n${line({ msg })}`, []))).toEqual(warnings);
});
