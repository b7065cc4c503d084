// What a template cannot bring, because only its user has it, stays in it as comments: keys and secrets.
import ts from "typescript";

const keyNames = new Set(["sshKeys", "ageKeys", "sshHostKey", "ageKey"]);
const names = new Set([...keyNames, "secrets", "operators", "email"]);

/** The text of a config in TypeScript with its keys, secrets and addresses as comments, without values. */
export function commentOutConfig(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [...listProperties(source)];
  let rest = text;
  for (const node of found.toReversed()) {
    const { start, end } = linesOf(node, text, file);
    const lines = withoutValues(text.slice(start, end)).split("\n");
    const indent = lines[0]?.match(/^ */)?.[0] ?? "";
    const comment = lines.map((line) => `${indent}// ${line.slice(indent.length)}`).join("\n");
    rest = rest.slice(0, start) + comment + rest.slice(end);
  }
  return rest;
}

/** Properties by name, and entries of `root` with keys, in the order of the text, and none inside of another. */
function* listProperties(node) {
  if (isEntryWithKeys(node)) {
    yield node;
    return;
  }
  if (ts.isPropertyAssignment(node) && names.has(node.name.getText())) {
    yield node;
    return;
  }
  for (const child of node.getChildren()) yield* listProperties(child);
}

/** Whose keys are root's cannot be said where nobody has a key yet. */
function isEntryWithKeys(node) {
  return (
    ts.isObjectLiteralExpression(node) &&
    ts.isArrayLiteralExpression(node.parent) &&
    node.parent.parent.name?.getText() === "root" &&
    node.properties.some((property) => property.name?.getText() === "sshKeys")
  );
}

/** The lines of a property with its comma; it has to have them for itself. */
function linesOf(node, text, file) {
  const start = text.lastIndexOf("\n", node.getStart()) + 1;
  const end = text.indexOf("\n", node.end);
  const before = text.slice(start, node.getStart()).trim();
  const after = text.slice(node.end, end).trim();
  if (before !== "" || after !== ",") {
    throw new Error(
      `${file}: give \`${node.name?.getText() ?? "an entry of root"}\` lines of its own: ${node.getText()}`,
    );
  }
  return { start, end };
}

/** What was broken into lines because a key is long fits into one without it. */
function withoutValues(text) {
  return text
    .replaceAll(/age1[0-9a-z]{58}/g, "age1…")
    .replaceAll(/ssh-ed25519 AAAA[^"]*/g, "ssh-ed25519 AAAA…")
    .replace(/^( *email: )"[^"]*"/, '$1"name@example.org"')
    .replaceAll(/:\n\s+"/g, ': "')
    .replaceAll(/\[\n\s+("[^"]*"),\n\s+\]/g, "[$1]")
    .replaceAll(/\{\n\s+(\S[^\n]{0,60}),\n\s+\}/g, "{ $1 }");
}

/** A module in Nix that uses secrets, as comments; what is left sets nothing. */
export function commentOutModule(text) {
  const lines = text.trimEnd().split("\n");
  return [
    "# Commented out, since it uses secrets: take it in once fleet.config.ts declares them.",
    ...lines.map((line) => `# ${line}`.trimEnd()),
    "{ }",
    "",
  ].join("\n");
}
