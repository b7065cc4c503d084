// What the project's scripts say, apart from what a command prints: on stderr, in sentences.

/** Says something to the person at the terminal. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Stops with a word on why, and exit code 2. */
export function fail(text) {
  say(text);
  process.exit(2);
}

/**
 * From now on nobody gets to see a stack trace: what a disk or a program refuses is somebody's machine, and
 * said in a sentence. `FLEET_DEBUG=1` shows the place.
 */
export function sayWhatIsThrown() {
  process.on("uncaughtException", (error) => {
    if (process.env.FLEET_DEBUG === "1") say(error.stack ?? String(error));
    fail(describeThrown(error));
  });
}

/** A sentence on what was thrown. */
function describeThrown(error) {
  const { code, path, message } = error ?? {};
  if (code === "ENOSPC") return "The disk is full. Make room, and run this again.";
  if (path !== undefined && ["EACCES", "EPERM", "EROFS"].includes(code)) {
    return `${path} cannot be written (${code}). Make it yours, or use a copy that is, and run this again.`;
  }
  return `This went wrong: ${message ?? error}\nRun it again with FLEET_DEBUG=1 to see where.`;
}
