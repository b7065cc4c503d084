import { createRequire } from "node:module";
import { parse } from "yaml";
import type { Json } from "../../src/index.ts";
import { stripTypes } from "./open-text.ts";

/** What a config's text says: of a script, by running it. */
export async function evaluate(text: string, ending: string): Promise<unknown> {
  const source = text.replace(/^\ufeff/, "");
  if (ending === "json") return JSON.parse(source);
  if (ending === "yaml") return parse(source, { merge: true });
  const code = ending === "ts" ? stripTypes(source) : source;
  if (code.includes("module.exports")) {
    const module = { exports: {} };
    new Function("module", "exports", "require", code)(
      module,
      module.exports,
      createRequire(import.meta.url),
    );
    return module.exports;
  }
  // Nothing is imported but what gives back what it is given.
  const plain = code.replace(
    /^import .* from .*;?$/gm,
    (line) => `const ${namesOf(line)} = given;`,
  );
  const url = `data:text/javascript,${encodeURIComponent(`const given = new Proxy((value) => value, { get: (target, key) => key === "then" ? undefined : target });\n${plain}\n`)}`;
  const namespace = await import(/* @vite-ignore */ url);
  return namespace.default;
}

/** What an import binds, as a destructuring of the same. */
function namesOf(line: string): string {
  const bound = /^import (.*) from/.exec(line)?.[1] ?? "";
  return bound.replace(/\* as /, "").replaceAll(" as ", ": ");
}

/** Anything as the data that it is. */
export function dataOf(thing: unknown): Json {
  return JSON.parse(JSON.stringify(thing));
}
