import type {
  CallExpression,
  Expression,
  ModuleDeclaration,
  Node,
  Program,
  Statement,
  VariableDeclaration,
} from "acorn";
import type { NamedNode } from "../tree/text-tree.ts";
import { peel, readExpression } from "./script-nodes.ts";

/** The constants at the top level of a script, and who uses them. */
export function readScriptNames(program: Program): ReadonlyMap<string, NamedNode> {
  const names = new Map<string, NamedNode>();
  const constants = topConstants(program);
  if (constants.length === 0) return names;
  const uses = countUses(program);
  for (const { declaration, isExported } of constants) {
    for (const { id, init } of declaration.declarations) {
      if (id.type !== "Identifier" || init === null || init === undefined) continue;
      const isShared = isExported || (uses.get(id.name) ?? 0) > 1;
      const value = readExpression(takeArgument(init, program));
      names.set(id.name, { value, name: id.name, isShared });
    }
  }
  return names;
}

/** What a script exports by default: of a call of `defineFleet` its argument. */
export function findDefaultExport(program: Program): Expression | undefined {
  let found: Expression | undefined;
  for (const statement of program.body) {
    const exported = exportedBy(statement);
    if (exported !== undefined) found = takeArgument(exported, program);
  }
  return found;
}

function exportedBy(statement: Statement | ModuleDeclaration): Expression | undefined {
  if (statement.type === "ExportDefaultDeclaration") {
    const { declaration } = statement;
    const isNamed =
      declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
    return isNamed ? undefined : declaration;
  }
  if (statement.type === "ExportNamedDeclaration") {
    const local = statement.specifiers.find(
      ({ exported }) => nameOf(exported) === "default",
    )?.local;
    return local?.type === "Identifier" && !statement.source ? local : undefined;
  }
  if (statement.type !== "ExpressionStatement") return undefined;
  const { expression } = statement;
  if (expression.type !== "AssignmentExpression" || expression.operator !== "=") return undefined;
  const { left, right } = expression;
  const isExport =
    left.type === "MemberExpression" &&
    isNamed(left.object, "module") &&
    !left.computed &&
    isNamed(left.property, "exports");
  return isExport ? right : undefined;
}

/** The argument of a call of `defineFleet`, which returns it as it is, under whichever name. */
function takeArgument(expression: Expression, program: Program): Expression {
  const call = peel(expression);
  if (call.type !== "CallExpression") return expression;
  const [argument] = call.arguments;
  if (argument === undefined || argument.type === "SpreadElement") return expression;
  return isDefineFleet(call.callee, program) ? argument : expression;
}

function isDefineFleet(callee: CallExpression["callee"], program: Program): boolean {
  if (callee.type === "MemberExpression") {
    return isNamed(callee.property, "defineFleet");
  }
  const name = nameOf(callee);
  const imported = program.body
    .flatMap((statement) => (statement.type === "ImportDeclaration" ? statement.specifiers : []))
    .find(({ local }) => local.name === name);
  if (imported?.type === "ImportSpecifier") return nameOf(imported.imported) === "defineFleet";
  // One that the script declares itself may do anything.
  return name === "defineFleet" && !program.body.some((statement) => declares(statement, name));
}

function declares(statement: Statement | ModuleDeclaration, name: string): boolean {
  if (statement.type === "FunctionDeclaration") return statement.id.name === name;
  if (statement.type !== "VariableDeclaration") return false;
  return statement.declarations.some(({ id }) => nameOf(id) === name);
}

interface TopConstant {
  readonly declaration: VariableDeclaration;
  readonly isExported: boolean;
}

function topConstants(program: Program): TopConstant[] {
  return program.body.flatMap((statement) => {
    const isExported = statement.type === "ExportNamedDeclaration";
    const declaration = isExported ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") return [];
    return [{ declaration, isExported }];
  });
}

/** How often each name is used: a key or the name of a property is no use. */
function countUses(program: Program): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    const type: unknown = Reflect.get(node, "type");
    if (type === "Literal" || type === "ImportDeclaration") return;
    const name: unknown = type === "Identifier" ? Reflect.get(node, "name") : undefined;
    if (typeof name === "string") uses.set(name, (uses.get(name) ?? 0) + 1);
    else
      for (const field of Object.keys(node))
        if (mayUse(node, field)) visit(Reflect.get(node, field));
  };
  visit(program.body);
  return uses;
}

/** Whether names in a field of a node are used, and not only given. */
function mayUse(node: object, field: string): boolean {
  if (field === "key" || field === "property") return Reflect.get(node, "computed") !== false;
  if (field === "exported") return false;
  if (field !== "id") return true;
  const id: unknown = Reflect.get(node, field);
  return typeof id === "object" && id !== null && Reflect.get(id, "type") !== "Identifier";
}

function isNamed(node: Node, name: string): boolean {
  return nameOf(node) === name;
}

function nameOf(node: Node): string | undefined {
  const name: unknown = node.type === "Identifier" ? Reflect.get(node, "name") : undefined;
  if (typeof name === "string") return name;
  const value: unknown = node.type === "Literal" ? Reflect.get(node, "value") : undefined;
  return typeof value === "string" ? value : undefined;
}
