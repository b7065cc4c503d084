// What texts repeat of the identity: the repository's address, and the scope of the packages.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listGitFiles } from "../ensure.mjs";
import { placeholder } from "./values.mjs";

/** Where other owners are examples, and the placeholder is the word itself. */
const aboutIdentity = /^(?:scripts\/|e2e\/test\/release\/|docs\/releasing\.md)/;

/** The texts of a checkout that git has, or would take, by path; stops with a sentence without git. */
export function* readTexts(root) {
  for (const path of listGitFiles(root, ["--cached", "--others", "--exclude-standard"])) {
    if (path === "identity.json") continue;
    // Byte by byte, so that a text that is no UTF-8 is written back as it was.
    const text = readFileSync(join(root, path), "latin1");
    if (!text.includes("\0")) yield { path, text };
  }
}

/** Writes another identity into texts wherever that of before stands, and returns the paths. */
export function rewriteTexts(root, texts, { before, after }) {
  const changed = [];
  for (const { path, text } of texts) {
    const next = text
      .replace(scopePattern(before.scope), () => after.scope)
      .replace(repositoryPattern(before.repository), () => after.repository);
    if (next === text) continue;
    writeFileSync(join(root, path), next, "latin1");
    changed.push(path);
  }
  return changed;
}

/** The places of texts that name another repository of the name, or still the placeholder. */
export function checkTexts(root, { owner, repository }) {
  const found = [];
  const address = addressPattern(repository.split("/")[1]);
  const isPlaceheld = owner === placeholder;
  for (const { path, text } of readTexts(root)) {
    if (aboutIdentity.test(path)) continue;
    for (const [index, line] of text.split("\n").entries()) {
      for (const [, named] of line.matchAll(address)) {
        if (named !== repository) found.push(`${path}:${index + 1}: names ${named}`);
      }
      if (isPlaceheld || !line.includes(`${placeholder}/`)) continue;
      found.push(`${path}:${index + 1}: still says ${placeholder}`);
    }
  }
  return [...new Set(found)];
}

/** A scope in front of a name, also where a regular expression writes the slash, and by itself in quotes. */
function scopePattern(scope) {
  return new RegExp(`(?<![\\w.-])${quotePattern(scope)}(?=\\\\*/|["'\`])`, "g");
}

/** A repository where it is one, and not two folders of a path. */
function repositoryPattern(repository) {
  const isPlaceheld = repository.startsWith(`${placeholder}/`);
  const before = isPlaceheld ? "(?<![\\w.-])" : `(?<=${contexts})`;
  return new RegExp(`${before}${quotePattern(repository)}(?![\\w-])`, "g");
}

const contexts = "github:|github\\.com[/:]|githubusercontent\\.com/|uses:\\s*|--repo[ =]|-R ";

/** Any repository of a name. */
function addressPattern(name) {
  return new RegExp(`(?<=${contexts})([\\w.-]+/${quotePattern(name)})(?![\\w-])`, "g");
}

/** What an identity is made of has one character that means something else in a pattern. */
function quotePattern(name) {
  return name.replaceAll(".", "\\.");
}
