/** The message of whatever was thrown, which in JavaScript can be anything. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) {
      const plain = thrown.name === "Error" || thrown.name === "";
      if (thrown.message === "") return `${plain ? "an Error" : thrown.name} without a message`;
      return plain ? thrown.message : `${thrown.name}: ${thrown.message}`;
    }
    if (thrown === "") return "an empty text";
    return typeof thrown === "string" ? thrown : String(JSON.stringify(thrown) ?? typeof thrown);
  } catch {
    return "a value that cannot be shown";
  }
}
