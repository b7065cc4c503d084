/** A command as a help prints it: in backquotes, or behind `Run:` to the end of the line. */
const printed = /`([^`\n]+)`|\brun: ([^\n]+)/gi;

/** A path as a word of a command: no option, no variable, and no address. */
const pathWord = /^(?![-~$]|\.\.\/|\/|\w+:\/\/)[^=]*[./]/;

/** A word of a command that stands for what is below the fleet's folder, wherever it is the name of a file. */
const operandWord = /^(?![-~$]|\.\.\/|\/)./;

/** The programs that helps tell people to run on files. */
const program = /^(?:chmod|cp|echo|fleet|git|ln|mkdir|mv|rm|sops) /;

/**
 * Whether a help has a command that has to run in the fleet's folder, to which `prefix` leads from where the
 * reader is: one that names a path from there; and any of fleet itself, where the fleet is in none of the
 * folders above the reader, which fleet goes through by itself. A path that leads there from where the reader
 * is begins with `../`, and needs no other folder.
 */
export function needsRootFolder(help: string, prefix: string): boolean {
  const isAbove = /^(?:\.\.\/)*$/.test(prefix);
  const commands = [...help.matchAll(printed)].flatMap(([, quoted, line]) =>
    (quoted ?? line ?? "").split(" && "),
  );
  return commands.some((command) => {
    if (!isAbove && /^fleet(?: |$)/.test(command)) return true;
    // It leads on from the fleet's folder, up or down.
    if (/^cd /.test(command)) return true;
    const words = command.split(/\s+/).slice(1);
    const dashes = words.indexOf("--");
    // Behind these stand files, whatever they look like.
    const operands = /^(?:mkdir|mv|rm) /.test(command)
      ? words
      : dashes < 0
        ? []
        : words.slice(dashes);
    return (
      program.test(command) &&
      (words.some((word) => pathWord.test(word.replace(/^'/, ""))) ||
        operands.some((word) => operandWord.test(word.replace(/^'/, ""))))
    );
  });
}
