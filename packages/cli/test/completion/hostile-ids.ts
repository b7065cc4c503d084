/** Ids that a hostile fleet.json might hold, and that all have to arrive as they are. */
export const hostileIds: readonly string[] = [
  "$(touch pwned)",
  "`touch pwned`",
  "a;touch pwned",
  "a b",
  "it's",
  'say "hi"',
  "a:b@c=d",
  "back\\slash",
  "!!",
  "*",
  "#x",
  "é ü",
  "{a,b}",
  "$HOME",
  "[x]",
  "a|b>c&d",
  "%s",
];

/** Ids that are not offered: they would be options, somebody's home folder, or break a line. */
export const unofferedIds: readonly string[] = [
  "-rf",
  "-- x",
  "new\nline",
  "\u001b[31m",
  "a\tb",
  "",
];

/** A folder for each id, with a fleet whose only host, reader and secret file is called so. */
export function hostileFleets(ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id, index) => [
      [`${index}/fleet.config.json`, "{}"],
      [`${index}/fleet.json`, fleetJson(id)],
    ]),
  );
}

function fleetJson(id: string): string {
  return JSON.stringify({
    version: 1,
    homes: {},
    hosts: { [id]: { platform: "nixos", accounts: {} } },
    secrets: { keys: { [`host:${id}`]: [] }, files: [{ path: `secrets/${id}` }] },
  });
}
