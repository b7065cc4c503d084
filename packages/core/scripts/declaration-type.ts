import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: a tool of the workspace, which the root declares.
import ts from "typescript";

/** A type of TypeScript, with what it takes to ask about it. */
export interface DocumentedType {
  readonly checker: ts.TypeChecker;
  readonly type: ts.Type;
}

/** The type of a declaration in which every name is any string. */
export function readDeclarationType(): DocumentedType {
  const probe = fileURLToPath(new URL("../src/declaration/probe.ts", import.meta.url));
  const text =
    'import type { FleetDeclaration } from "./declaration.ts"; type Probe = FleetDeclaration;';
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const readFile = host.getSourceFile;
  host.getSourceFile = (name, language, ...rest) =>
    name === probe ? ts.createSourceFile(name, text, language) : readFile(name, language, ...rest);
  const program = ts.createProgram([probe], options, host);
  const alias = program.getSourceFile(probe)?.statements.find(ts.isTypeAliasDeclaration);
  if (alias === undefined) throw new Error("bug: the probe declares no type");
  const checker = program.getTypeChecker();
  return { checker, type: checker.getTypeAtLocation(alias) };
}

/** The documentation of a property, as one paragraph; empty where there is none. */
export function describeProperty({ checker, type }: DocumentedType, key: string): string {
  const symbols = alternatives(type).flatMap((part) => part.getProperty(key) ?? []);
  const texts = symbols.map((symbol) => symbol.getDocumentationComment(checker));
  return ts.displayPartsToString(texts[0]).replaceAll("\n", " ");
}

/** The type of a property; undefined where the type has none of that name. */
export function propertyType(
  { checker, type }: DocumentedType,
  key: string,
): DocumentedType | undefined {
  const [symbol] = alternatives(type).flatMap((part) => part.getProperty(key) ?? []);
  return symbol === undefined ? undefined : { checker, type: checker.getTypeOfSymbol(symbol) };
}

/** The type of what stands under any name; undefined where names are not free. */
export function entryType({ checker, type }: DocumentedType): DocumentedType | undefined {
  const [entry] = alternatives(type).flatMap((part) => part.getStringIndexType() ?? []);
  return entry === undefined ? undefined : { checker, type: entry };
}

/** The type of the items of a list; undefined where the type is none. */
export function itemType({ checker, type }: DocumentedType): DocumentedType | undefined {
  const lists = alternatives(type).filter((part) => checker.isArrayLikeType(part));
  const [item] = lists.flatMap((part) => part.getNumberIndexType() ?? []);
  return item === undefined ? undefined : { checker, type: item };
}

function alternatives(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
