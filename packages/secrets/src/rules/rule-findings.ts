import { type Diagnostic, quote } from "@fleet/diagnostics";
import { secretsCodes } from "../codes.ts";
import type { ConcreteRule, ReaderText } from "./rule-expansion.ts";

/** That a reader of a rule stands for nobody there is. */
export function standsForNobody(text: string, path: ReaderText["path"]): Diagnostic {
  return secretsCodes.create("empty-reader", `${quote(text)} stands for nobody in this fleet.`, {
    path,
    help: "Take it out, or declare whom it is meant for.",
  });
}

/** That somebody whom a rule names has no key. */
export function withoutAnyKey(text: string, path: ReaderText["path"]): Diagnostic {
  const key = text.startsWith("user:") ? "`ageKeys`" : "`sshHostKey` or `ageKey`";
  return secretsCodes.create(
    "reader-without-key",
    `${text} has no key, so that nothing can be encrypted to it.`,
    { path, help: `Declare ${text.startsWith("operator:") ? "`ageKeys`" : key} for it.` },
  );
}

/** That a rule has no reader with a key. */
export function nobodyReads({ path, origin }: ConcreteRule): Diagnostic {
  return secretsCodes.create(
    "no-recipient",
    `Nobody could decrypt ${quote(path)}: the rule has no reader with a key.`,
    { path: origin ?? [], help: "Name a reader that has a key, such as admins." },
  );
}
