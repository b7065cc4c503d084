import type { TextChanges } from "./text-fleet.ts";

const commandWith = (rest: string) =>
  `ExecStart = "/store/bin/code-server --bind-addr 127.0.0.1:8080 --auth password --disable-telemetry ${rest}";`;

type Case = readonly [name: string, changes: TextChanges];

/** Units that do what was computed. */
export const sameCases: readonly Case[] = [
  ["as it is computed", {}],
  [
    "with its address in other options",
    {
      serviceConfig:
        'ExecStart = "/store/bin/code-server --host=127.0.0.1 --port 8080 --disable-telemetry --auth=password /home/coal/";',
    },
  ],
  [
    "with options that say more than the environment",
    {
      unit: 'environment = { CODE_SERVER_HOST = "0.0.0.0"; PORT = "9000"; };',
      serviceConfig: commandWith("--host 127.0.0.1 --port 8080 /home/coal"),
    },
  ],
  [
    "with variables that are not set",
    {
      unit: 'environment = { CODE_SERVER_HOST = ""; PORT = null; HOME = "/home/coal"; };',
    },
  ],
  [
    "with variables that an empty setting takes back",
    {
      serviceConfig: 'Environment = [ "PORT=9000" "" "HOST=0.0.0.0" ];',
    },
  ],
  [
    "with a command that takes another's place",
    {
      serviceConfig: `ExecStart = [ "/run/own" "" "/own/bin/code-server --bind-addr 127.0.0.1:8080 --auth password --disable-telemetry /home/coal" ];`,
    },
  ],
  [
    "with a command of several lines",
    {
      serviceConfig: `ExecStart = ''
        /store/bin/code-server \\
          --bind-addr 127.0.0.1:8080 --auth password \\
          --disable-telemetry /home/coal
      '';`,
    },
  ],
  [
    "required instead of wanted",
    {
      unit: 'wantedBy = [ ]; requiredBy = [ "multi-user.target" ];',
    },
  ],
];

/** Units that do otherwise; with the end of the code that is found, its message and its help. */
export const otherCases: readonly (readonly [
  ...Case,
  what: string,
  message: RegExp,
  help: RegExp,
])[] = [
  [
    "a variable that moves it to another address",
    {
      unit: 'environment.CODE_SERVER_HOST = "0.0.0.0";',
    },
    "address",
    /^The address of code-server for "coal" .* is "0\.0\.0\.0" in Nix, and "127\.0\.0\.1" was/,
    /sets the variable CODE_SERVER_HOST for the unit/,
  ],
  [
    "a variable that moves it to another port",
    {
      unit: "environment.PORT = 9000;",
    },
    "port",
    /^The port of .* is 9000 in Nix, and 8080 was computed\.$/,
    /sets the variable PORT for the unit/,
  ],
  [
    "a variable in the unit's own text",
    {
      serviceConfig: `Environment = "FOO=1 \\"PORT=9000\\"";`,
    },
    "port",
    /is 9000 in Nix/,
    /PORT/,
  ],
  [
    "a variable of all units",
    {
      systemd: 'globalEnvironment.PORT = "9000";',
    },
    "port",
    /is 9000 in Nix/,
    /PORT/,
  ],
  [
    "an option that moves it to another address",
    {
      unit: 'environment.CODE_SERVER_HOST = "127.0.0.1";',
      serviceConfig: commandWith("--host 0.0.0.0 /home/coal"),
    },
    "address",
    /is "0\.0\.0\.0" in Nix/,
    /serviceConfig\.ExecStart/,
  ],
  [
    "an option that moves it to another port",
    {
      serviceConfig: commandWith("--port=9000 /home/coal"),
    },
    "port",
    /is 9000 in Nix/,
    /serviceConfig\.ExecStart/,
  ],
  [
    "another user",
    { serviceConfig: 'User = "root";' },
    "user",
    /is "root" in Nix/,
    /serviceConfig\.User/,
  ],
  [
    "further arguments",
    {
      serviceConfig: commandWith("--socket /run/s --link=x /home/coal"),
    },
    "command",
    /with the further arguments "--socket", "\/run\/s", "--link=x", which were not computed\.$/,
    /serviceConfig\.ExecStart/,
  ],
  [
    "options that are none",
    {
      serviceConfig: commandWith("/home/coal -- --auth none /home/coal"),
    },
    "command",
    /with the further arguments "\/home\/coal", "--", "--auth", "none", which/,
    /ExecStart/,
  ],
  [
    "an argument less",
    {
      serviceConfig:
        'ExecStart = "/store/bin/code-server --bind-addr 127.0.0.1:8080 --auth password /home/coal";',
    },
    "command",
    /without the argument "--disable-telemetry", which was computed\.$/,
    /ExecStart/,
  ],
  [
    "another program",
    { serviceConfig: 'ExecStart = "/run/own --auth none";' },
    "command",
    /^Nix starts "\/run\/own" for "coal" on host "devbox", and code-server was computed\.$/,
    /ExecStart/,
  ],
  [
    "a command that systemd alone can read",
    {
      serviceConfig: commandWith("%h"),
    },
    "command",
    /and what that comes to is not known here\.$/,
    /ExecStart/,
  ],
  [
    "several commands",
    {
      serviceConfig: `ExecStart = [ "/store/bin/code-server --bind-addr 127.0.0.1:8080 --auth password --disable-telemetry" "/home/coal" ];`,
    },
    "command",
    /with the further arguments ";", which/,
    /ExecStart/,
  ],
  [
    "no start",
    { unit: "wantedBy = [ ];" },
    "start",
    /^Nix does not start code-server for "coal" on host "devbox" with the host, and was to: "multi-user\.target" does not want it\.$/,
    /\.wantedBy/,
  ],
];

/** What stands before a command, and what the message says of it. */
const prefixes = [
  ["+", "it runs as root"],
  ["!", "it runs as root"],
  ["-", "a failure counts as success"],
  [":", "variables are not replaced"],
  ["-+!", "a failure counts as success, and it runs as root, whatever the user of the unit."],
] as const;

const replaced = (text: string, other: string): TextChanges => ({
  serviceConfig: commandWith("/home/coal").replace(text, other),
});

/** Commands that systemd runs in another way, with what the message says of that. */
export const prefixCases: readonly (readonly [...Case, meaning: string])[] = [
  ...prefixes.map(
    ([prefix, meaning]) =>
      [`${prefix} before its command`, replaced("/store", `${prefix}/store`), meaning] as const,
  ),
  [
    "a program that is told to have another name",
    replaced("/store/bin/code-server", "@$& sshd"),
    '"@" before its',
  ],
];

/** A unit that is switched off. */
export const disabledCase: Case = ["a unit that is switched off", { unit: "enable = false;" }];

/** Units that the fleet does not know and that run code-server, by name, with their settings. */
const strangers = [
  [
    "NixOS's own",
    "code-server",
    'User = "coal"; ExecStart = "/store/bin/code-server --auth=none";',
  ],
  [
    "one of another name",
    "editor",
    'User = "coal"; ExecStart = "-/bin/sh -c \\"exec /store/bin/code-server\\"";',
  ],
  [
    "one of somebody without it",
    "code-server-henry",
    'User = "coal"; ExecStart = [ "/store/bin/code-server" ];',
  ],
] as const;

/** The same as cases, with the names of the units. */
export const strangerCases = strangers.map(
  ([name, unit, settings]): readonly [...Case, unit: string] => [
    name,
    { services: `${unit}.serviceConfig = { ${settings} };` },
    unit,
  ],
);

/** Units that are nobody's concern, with their settings. */
const others = [
  [
    "called so and runs something else",
    'code-server-proxy.serviceConfig.ExecStart = "/bin/nginx -c /etc/code-server.conf";',
  ],
  [
    "called like that of an account and runs something else",
    'code-server-henry.serviceConfig.ExecStart = "/bin/nginx";',
  ],
  [
    "of a program with a longer name",
    'other.serviceConfig.ExecStart = "/bin/code-server-exporter";',
  ],
  [
    "switched off",
    'editor = { enable = false; serviceConfig.ExecStart = "/store/bin/code-server"; };',
  ],
  ["broken", 'other.serviceConfig.ExecStart = throw "not today";'],
  ["without a command", "other = { };"],
] as const;

/** The same as cases. */
export const unrelatedCases = others.map(([name, services]): Case => [name, { services }]);

/** All of them. */
export const codeServerCases: readonly Case[] = [
  ...sameCases,
  ...otherCases,
  ...prefixCases,
  disabledCase,
  ...strangerCases,
  ...unrelatedCases,
].map(([name, changes]) => [name, changes]);
