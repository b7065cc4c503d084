import type { CommandWords } from "./command-words.ts";

/** A text as one word for fish. */
export function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
}

/** What reads the line, and lists ids. */
export function fishFunctions({ names, valueOptions }: CommandWords): string {
  const found = names.toReversed().map(({ name, length, command }) => {
    const start = length === 1 ? '"$argv[1]"' : '"$argv[1] $argv[2]"';
    return `    test ${start} = ${quote(name)}; and printf '%s\\n' ${quote(command.name)} ${length}; and return\n`;
  });
  return `
# The words before the cursor that are no options, or all up to a --, behind which all is for Nix.
function __fleet_others
    set -l tokens (commandline -opc)
    set -l value 0
    for token in $tokens[2..-1]
        if test $value = 1
            set value 0
            continue
        end
        switch $token
            case --
                printf '%s\\n' $token
                return
            case ${valueOptions.join(" ")}
                set value 1
            case '-*'
            case '*'
                printf '%s\\n' $token
        end
    end
end

# The folder behind --root.
function __fleet_root
    set -l tokens (commandline -opc)
    set -l root
    for at in (seq 2 (count $tokens))
        switch $tokens[$at]
            case --
                break
            case --root
                set root $tokens[(math $at + 1)]
            case '--root=*'
                set root (string replace -- --root= '' $tokens[$at])
        end
    end
    test -n "$root"; and printf '%s\\n' $root
end

# The command that some words begin with, and how many of them name it.
function __fleet_find
${found.join("")}    printf '%s\\n' '' 0
end

# Whether no more words stand there than these, which may be part of a command's name.
function __fleet_behind
    set -l others (__fleet_others)
    test "$others" = "$argv[1]"
end

# Whether this is the command.
function __fleet_is
    set -l others (__fleet_others)
    contains -- -- $others; and return 1
    set -l found (__fleet_find $others)
    test "$found[1]" = "$argv[1]"
end

# Whether this is the command, and its operands are these.
function __fleet_at
    set -l others (__fleet_others)
    set -l found (__fleet_find $others)
    test "$found[1]" = "$argv[1]"; or return 1
    set -l first (math $found[2] + 1)
    set -e argv[1]
    test (count $others) -eq (math $first - 1 + (count $argv)); or return 1
    test "$others[$first..-1]" = "$argv"
end

# Whether this is the command, whatever its operands are.
function __fleet_anywhere
    __fleet_is $argv[1]
end

# Ids with what they are. They are what somebody declared and may hold anything; fish quotes them.
function __fleet_ids
    set -l root (__fleet_root)
    if test -n "$root"
        command fleet completion --ids $argv[1] --root (string escape -- $root) 2>/dev/null </dev/null
    else
        command fleet completion --ids $argv[1] 2>/dev/null </dev/null
    end
    return 0
end
`;
}
