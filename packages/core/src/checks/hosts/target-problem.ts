import { quote } from "@fleet/diagnostics";

/** What keeps a text from being a machine as SSH takes it, and what to write; undefined where nothing does. */
export function targetProblem(
  text: string,
): { readonly message: string; readonly help: string } | undefined {
  if (/^[^:]+:\d+$/.test(text)) {
    return {
      message: `${quote(text)} is no machine that SSH could reach: it takes no port there.`,
      help: `Write ${quote(text.replace(/:\d+$/, ""))}, and the port as \`Port\` in your ~/.ssh/config.`,
    };
  }
  // Commands take what begins with a dash for an option.
  const isName = /^(\w[\w.-]*@)?(\w|\{host\})([\w.:-]|\{host\})*$/.test(text);
  if (isName && !text.includes("..")) return undefined;
  return {
    message: `${quote(text)} is no machine that SSH could reach.`,
    help: 'Write one such as "root@mini.example.org"; {host} stands for the name of the host.',
  };
}
