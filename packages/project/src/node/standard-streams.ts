import { fstatSync, writeSync } from "node:fs";

/** A standard stream by its number. */
export type StandardStream = "stdout" | "stderr";

const numbers = { stdout: 1, stderr: 2 } as const;

/**
 * Writes a text to a standard stream, in full before it returns. `process.stdout` would do the same
 * for a file or a pipe, but loads Node's networking first. A reader that has seen enough, such as
 * `head`, is nobody's mistake: then the rest is dropped, and this says false.
 */
export function writeStandard(stream: StandardStream, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(numbers[stream], bytes, written);
    } catch (error) {
      if (codeOf(error) === "EPIPE") return false;
      if (codeOf(error) !== "EAGAIN") throw error;
      // Somebody made the pipe non-blocking, and its reader is slow.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
  return true;
}

/** Whether a person sees a standard stream on a terminal. */
export function isTerminal(stream: StandardStream): boolean {
  try {
    return fstatSync(numbers[stream]).isCharacterDevice() && process[stream].isTTY === true;
  } catch {
    // The stream was closed before the command began.
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, "code") : undefined;
}
