/**
 * What the encrypted data key of an age recipient shows: that it was wrapped once, for a recipient of
 * this kind (`fits`); for another kind, or for several (`differs`); or that it is no age file
 * (`unreadable`). Whose key it is of that kind cannot be seen for X25519: its stanzas are anonymous.
 */
export type AgeClaim = "fits" | "differs" | "unreadable";

/** Compares a recipient with the age file that is said to be for it. */
export function checkAgeClaim(recipient: string, armored: string): AgeClaim {
  const wanted = stanzaType(recipient);
  if (wanted === "X25519" && isSingleX25519(armored)) return "fits";
  const types = readStanzaTypes(armored);
  if (types === undefined) return "unreadable";
  if (wanted === undefined) return types.length > 0 ? "fits" : "differs";
  return types.length === 1 && types[0] === wanted ? "fits" : "differs";
}

/** The type of the stanza for a recipient; undefined for a plugin's, which are as they please. */
function stanzaType(recipient: string): string | undefined {
  if (recipient.startsWith("ssh-")) return recipient.split(" ", 1)[0];
  if (recipient.startsWith("age1pq1")) return "mlkem768x25519";
  return recipient.lastIndexOf("1") === "age".length ? "X25519" : undefined;
}

/**
 * Whether an armored age file has one X25519 stanza and no other, told without decoding it: the header
 * is then as long as every such header, so that its beginning and its last line stand at known places.
 * Every line may begin with the same spaces.
 */
function isSingleX25519(armored: string): boolean {
  const indent = armored.indexOf("-");
  const body = 2 * indent + opening.length;
  const line = indent + 64 + 1;
  return (
    armored.startsWith(opening, indent) &&
    armored.startsWith(x25519Beginning, body) &&
    armored.startsWith(x25519End, body + Math.floor(159 / 64) * line + (159 % 64)) &&
    armored.endsWith("-----END AGE ENCRYPTED FILE-----\n")
  );
}

const opening = "-----BEGIN AGE ENCRYPTED FILE-----\n";
/** The first line and the beginning of the stanza, in base64. */
const x25519Beginning = "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOS";
/** A newline, three dashes and a space in base64: character 159 and those after it. */
const x25519End = "KLS0tI";

/** The types of the stanzas of an armored age file (C2SP age specification), in order. */
function readStanzaTypes(armored: string): string[] | undefined {
  const body =
    /-----BEGIN AGE ENCRYPTED FILE-----\s([A-Za-z0-9+/=\s]+)-----END AGE ENCRYPTED FILE-----/.exec(
      armored,
    )?.[1];
  const text = body === undefined ? undefined : decodeBase64(body);
  const end = text?.indexOf("\n--- ") ?? -1;
  if (text === undefined || end === -1 || !text.startsWith("age-encryption.org/v1\n"))
    return undefined;
  const types: string[] = [];
  for (const line of text.slice(0, end).split("\n")) {
    if (!line.startsWith("-> ")) continue;
    const [, type = ""] = line.split(" ");
    // Stanzas that mean nothing, by which implementations keep each other tolerant.
    if (!type.endsWith("-grease")) types.push(type);
  }
  return types;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}
