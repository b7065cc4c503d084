/** Variables of a process; undefined for one that is not set. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What a repository's own config may not say: Nix asks git for the files of a flake, as whoever runs it. */
const gitSettings: readonly (readonly [name: string, value: string])[] = [
  ["core.fsmonitor", "false"],
  ["core.hooksPath", "/dev/null"],
];

/**
 * The environment that Nix gets: messages are English and plain, nothing asks a question, and git runs no program for
 * watching files and no hook that a repository names in its config. Filters it does run, as `git status` does.
 */
export function nixEnvironment(environment: Environment): Environment {
  const said = Number(environment["GIT_CONFIG_COUNT"] ?? 0);
  const count = Number.isSafeInteger(said) && said > 0 ? said : 0;
  const settings = gitSettings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${count + index}`, name],
    [`GIT_CONFIG_VALUE_${count + index}`, value],
  ]);
  return {
    ...environment,
    ...Object.fromEntries(settings),
    GIT_CONFIG_COUNT: String(count + gitSettings.length),
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    NO_COLOR: "1",
  };
}
