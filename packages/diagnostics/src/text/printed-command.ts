/** A command as a help prints it: in backquotes, or behind `Run:` to the end of the line. */
const printed = /`([^`\n]+)`|\brun: ([^\n]+)/gi;

/** A path as a word of a command: no option, no variable, and no address. */
const pathWord = /^(?![-~$]|\.\.\/|\/|\w+:\/\/)[^=]*[./]/;

/** The programs that helps tell people to run on files. */
const program = /^(?:fleet|git|sops|mkdir|rm|echo) /;

/**
 * Whether a help has a command that names a path from the root of the fleet. A path that leads there from
 * where the reader is begins with `../`, and needs no other folder.
 */
export function namesRootPath(help: string): boolean {
  return [...help.matchAll(printed)].some(([, quoted, line]) => {
    const command = quoted ?? line ?? "";
    const words = command.split(/\s+/).slice(1);
    return program.test(command) && words.some((word) => pathWord.test(word.replace(/^'/, "")));
  });
}
