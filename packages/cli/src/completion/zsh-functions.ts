/** A text in which `@{` stands for what would end it: `${`. */
const script = (text: string) => text.replaceAll("@{", "${");

/** What is the same for every table of commands: how candidates are added. */
export const zshIds = script(String.raw`# Adds words, each with what it is for behind a colon.
__fleet_words() {
  local -a words_of_fleet
  words_of_fleet=("$@")
  _describe -t commands command words_of_fleet
}

# Adds ids. They are what somebody declared and may hold anything; compadd quotes them.
# What _arguments says about the place comes before the kind.
__fleet_ids() {
  local kind=$argv[-1] line id what
  local -a lines ids shown where
  if [[ -n $fleet_root ]]; then where=(--root $fleet_root); fi
  lines=("@{(@f)$(command fleet completion --ids $kind $where </dev/null 2>/dev/null)}")
  for line in "@{lines[@]}"; do
    id=@{line%%$'\t'*} what=@{line#*$'\t'}
    if [[ -z $id ]]; then continue; fi
    ids+=("$id") shown+=("$id@{what:+  -- $what}")
  done
  if (( $#ids == 0 )); then return 1; fi
  compadd "@{(@)argv[1,-2]}" -l -d shown -a -- ids
}
`);

/** The same: how the line is read. */
export const zshLine = script(`_fleet() {
  # What the functions above look at has names that those of zsh between them do not use.
  local word option passed
  local fleet_root fleet_command fleet_line fleet_next
  local -i fleet_taken=0 i
  local -a others places options
  # The words before the cursor: options, their values, and all others.
  for (( i = 2; i < CURRENT; i++ )); do
    word=$words[i]
    if [[ -n $option ]]; then
      if [[ $option == --root ]]; then fleet_root=$word; fi
      option=
      continue
    fi
    case $word in
      (--) passed=yes; break ;;
      (--root=*) fleet_root=@{word#*=} ;;
      (-*) if __fleet_takes_value $word; then option=$word; fi ;;
      (*) others+=("$word") places+=($i) ;;
    esac
  done
  # What stands behind -- is for Nix.
  if [[ -n $passed ]]; then return 1; fi
  __fleet_find "$others[1]" "$others[2]"
  fleet_next="@{(j: :)others}"
  fleet_line=$fleet_command
  for (( i = fleet_taken + 1; i <= $#others; i++ )); do fleet_line="$fleet_line $others[i]"; done
  # Without the words that name the command there are options and operands.
  for (( i = fleet_taken; i >= 1; i-- )); do
    words[places[i]]=()
    (( CURRENT-- ))
  done
  __fleet_options "$fleet_command"
  _arguments -s -S : $options '*: :__fleet_operand'
}

# An operand, or one more word of a command's name.
__fleet_operand() {
  local -i status_of_fleet=1
  __fleet_next "$fleet_next" && status_of_fleet=0
  if [[ -n $fleet_command ]]; then __fleet_operands "$fleet_line" && status_of_fleet=0; fi
  return status_of_fleet
}

# A file of fpath is the function itself; what is sourced has to be tied to the command.
if [[ @{funcstack[1]-} == _fleet ]]; then
  _fleet "$@"
elif (( @{+functions[compdef]} )); then
  compdef _fleet fleet
else
  print -u2 'fleet: to complete command lines, zsh needs "autoload -Uz compinit && compinit" before this.'
fi
`);
