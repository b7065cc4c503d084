import { posix } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import {
  isAbsolute,
  joinPath,
  parentFolder,
  relativePath,
  resolvePath,
} from "../src/posix-path.ts";

const name = fc.constantFrom("a", "b c", "..", ".", "", "\\", "ü", "...");
const path = fc.array(name, { maxLength: 5 }).map((names) => names.join("/"));
const absolute = path.map((text) => `/${text}`);
/** Node.js keeps a slash at the end. */
const trim = (text: string) => (text.length > 1 ? text.replace(/\/+$/, "") : text);

property.prop([path, path])("parts are joined as by Node.js", (a, b) => {
  expect(joinPath(a, b)).toBe(trim(posix.join(a, b)));
});

property.prop([absolute, path])("a path is meant in a folder as for Node.js", (folder, text) => {
  expect(resolvePath(folder, text)).toBe(posix.resolve(folder, text));
  expect(isAbsolute(text)).toBe(posix.isAbsolute(text));
});

property.prop([absolute, absolute])("what leads to a path is as for Node.js", (folder, text) => {
  const [from, to] = [posix.resolve(folder), posix.resolve(text)];
  expect(relativePath(from, to)).toBe(posix.relative(from, to));
  expect(parentFolder(from)).toBe(posix.dirname(from));
});
