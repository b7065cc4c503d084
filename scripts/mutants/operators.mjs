// What a mutant is: a small change of a function that a test should notice. All of them together are woven
// into the text of a file, each behind a switch, so that a file is compiled once.
import ts from "typescript";

/** What a switch is called in the woven text; scripts/mutants/setup.mjs defines it. */
const switchName = "globalThis.fleetMutant";

const comparisons = new Map([
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
]);

const methods = new Map([
  ["some", "every"],
  ["every", "some"],
  ["startsWith", "endsWith"],
  ["endsWith", "startsWith"],
]);

/** The changes at one node: the text that stands there instead, or undefined for a statement that goes. */
function* listChanges(node) {
  const text = (part) => part.getText();
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    const other = comparisons.get(operatorToken.kind);
    if (other !== undefined) yield `${text(left)} ${other} ${text(right)}`;
    if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) yield text(left);
  }
  if (ts.isConditionalExpression(node)) {
    yield text(node.whenTrue);
    yield text(node.whenFalse);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    const other = methods.get(name.text);
    const dot = node.expression.questionDotToken === undefined ? "." : "?.";
    const values = node.arguments.map(text).join(", ");
    if (other !== undefined) yield `${text(expression)}${dot}${other}(${values})`;
    if (name.text === "filter") yield text(expression);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    yield text(node.operand);
  if (node.kind === ts.SyntaxKind.TrueKeyword) yield "false";
  if (node.kind === ts.SyntaxKind.FalseKeyword) yield "true";
  if (ts.isNumericLiteral(node)) yield `${text(node)} + 1`;
  if (ts.isExpression(node) && ts.isIfStatement(node.parent) && node.parent.expression === node)
    yield isGuard(node.parent) ? "false" : "true";
  if (ts.isExpressionStatement(node)) yield undefined;
}

/** Whether an `if` only leads away from what follows. */
function isGuard({ thenStatement, elseStatement }) {
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  const leaves = [
    ts.isReturnStatement,
    ts.isContinueStatement,
    ts.isBreakStatement,
    ts.isThrowStatement,
  ];
  return elseStatement === undefined && last !== undefined && leaves.some((is) => is(last));
}

/** Whether a node may be put in parentheses, and is run each time that its function is. */
function isSwitchable(node) {
  const { parent } = node;
  if (ts.isOptionalChain(node) && parent.expression === node) return false;
  if (ts.isLiteralTypeNode(parent) || parent.name === node) return false;
  return ts.findAncestor(node, (one) => ts.isFunctionLike(one) && "body" in one) !== undefined;
}

/** Whether types alone stand in a node, of which nothing is left when the code runs. */
function isType(node) {
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** All mutants of a file, in order of their places. */
export function listMutants(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (isType(node)) return;
    if (node !== source && isSwitchable(node)) {
      for (const change of listChanges(node)) {
        const [start, end] = [node.getStart(), node.end];
        const line = source.getLineAndCharacterOfPosition(start).line + 1;
        found.push({ file: name, start, end, line, before: text.slice(start, end), change });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a file with some of its mutants behind switches, by their ids. */
export function weave(name, text, mutants) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const render = (node) => {
    const children = [];
    ts.forEachChild(node, (child) => void children.push(child));
    let [out, at] = ["", node.getStart(source)];
    const start = at;
    for (const child of children.sort((a, b) => a.pos - b.pos)) {
      out += text.slice(at, child.getStart(source)) + render(child);
      at = child.end;
    }
    out += text.slice(at, node.end);
    const here = mutants.filter(
      (one) => one.start === start && one.end === node.end && fits(one, node),
    );
    return here.reduce(behindSwitch, out);
  };
  return text.slice(0, source.getStart(source)) + render(source);
}

function fits({ change }, node) {
  return change === undefined ? ts.isExpressionStatement(node) : ts.isExpression(node);
}

function behindSwitch(out, { id, change }) {
  if (change === undefined) return `{ if (!${switchName}(${id})) { ${out} } }`;
  return `(${switchName}(${id}) ? (${change}) : (${out}))`;
}
