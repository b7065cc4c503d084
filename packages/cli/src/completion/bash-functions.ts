/** A text in which `@{` stands for what would end it: `${`. */
const script = (text: string) => text.replaceAll("@{", "${");

/** What is the same for every table of commands: how candidates are added. */
export const bashCandidates = script(String.raw`# Adds words that need no quotes.
__fleet_words() {
  local word
  for word in "$@"; do
    case $word in "$cur"*) __fleet_reply "$word" ;; esac
  done
}

# Adds one word, without what stands before the last character at which readline breaks words.
__fleet_reply() {
  local whole=$base$1
  COMPREPLY[replies]=@{whole#"$kept"}
  replies=$((replies + 1))
}

# Adds ids. They are what somebody declared and may hold anything: each is quoted as the word that was
# begun is quoted.
__fleet_ids() {
  local ids id what quoted tab=$'\t' tick=$'\x60'
  if [ -n "$root" ]; then
    ids=$(command fleet completion --ids "$1" --root "$root" </dev/null 2>/dev/null) || ids=
  else
    ids=$(command fleet completion --ids "$1" </dev/null 2>/dev/null) || ids=
  fi
  while IFS= read -r id; do
    id=@{id%%"$tab"*}
    if [ -z "$id" ]; then continue; fi
    printf -v quoted %q "$id"
    case $cur in
      \'*) case $id in *\'*) ;; "@{cur#?}"*) __fleet_reply "$id" ;; esac ;;
      \"*)
        case $id in
          *[\"\\\$\!]* | *"$tick"*) ;;
          "@{cur#?}"*) __fleet_reply "$id" ;;
        esac
        ;;
      *)
        case $quoted in
          "$cur"*) __fleet_reply "$quoted" ;;
          *) case $id in "$cur"*) __fleet_reply "$quoted" ;; esac ;;
        esac
        ;;
    esac
  done <<<"$ids"
}

# Leaves files or folders to readline, where nothing else fits; bash 3.2 cannot, and lists them.
__fleet_paths() {
  local paths path
  if [ "$replies" -gt 0 ]; then return 0; fi
  if type compopt >/dev/null 2>&1; then
    compopt -o "$1" 2>/dev/null || :
    return 0
  fi
  paths=$(compgen "$2" -- "$cur") || paths=
  while IFS= read -r path; do
    if [ -z "$path" ]; then continue; fi
    printf -v path %q "$path"
    __fleet_reply "$path"
  done <<<"$paths"
}
`);

/** The same: how the line is read. */
export const bashLine =
  script(String.raw`# bash breaks words at = and : as readline does. Makes them whole again, up to the cursor.
__fleet_split() {
  local word rest=@{COMP_LINE-} glued i=0
  while [ "$i" -le "$COMP_CWORD" ]; do
    word=@{COMP_WORDS[i]-} glued=yes
    case $rest in
      '' | [[:space:]]*) glued='' rest=@{rest#"@{rest%%[![:space:]]*}"} ;;
    esac
    rest=@{rest#"$word"}
    if [ -n "$glued" ] && [ "$count" -gt 0 ]; then
      words[count-1]=@{words[count-1]}$word
    else
      words[count]=$word
      count=$((count + 1))
    fi
    i=$((i + 1))
  done
}

# What of the word readline leaves as it is.
__fleet_keep() {
  local broken word
  for broken in : = @; do
    case @{COMP_WORDBREAKS-} in *"$broken"*) ;; *) continue ;; esac
    case $cur in *"$broken"*) word=@{cur%"$broken"*}$broken ;; *) continue ;; esac
    if [ "@{#word}" -gt "@{#kept}" ]; then kept=$word; fi
  done
}

# Tells the words before the cursor apart: options, their values, and all others.
__fleet_read() {
  local word i=1
  while [ "$i" -lt "$((count - 1))" ]; do
    word=@{words[i]}
    i=$((i + 1))
    if [ -n "$option" ]; then
      if [ "$option" = --root ]; then root=$word; fi
      option=''
      continue
    fi
    case $word in
      --) passed=yes ;;
      --root=*) root=@{word#*=} ;;
      -*) if __fleet_takes_value "$word"; then option=$word; fi ;;
      *) others[named]=$word named=$((named + 1)) ;;
    esac
  done
}

_fleet() {
  local cur='' base='' kept='' root='' option='' passed='' command='' line='' next=''
  local taken=0 replies=0 count=0 named=0 i=0
  local -a words others
  words=() others=() COMPREPLY=()
  __fleet_split
  cur=@{words[count-1]}
  case $cur in [\"\']*) ;; *) __fleet_keep ;; esac
  __fleet_read
  # What stands behind -- is for Nix.
  if [ -n "$passed" ]; then return 0; fi
  __fleet_find "@{others[0]-}" "@{others[1]-}"
  line=$command
  while [ "$i" -lt "$named" ]; do
    next="$next@{next:+ }@{others[i]}"
    if [ "$i" -ge "$taken" ]; then line="$line @{others[i]}"; fi
    i=$((i + 1))
  done
  if [ -z "$option" ]; then
    case $cur in --*=*) option=@{cur%%=*} base=@{cur%%=*}= cur=@{cur#*=} ;; esac
  fi
  if [ -n "$option" ]; then
    __fleet_values "$command" "$option"
    return 0
  fi
  case $cur in
    -*) __fleet_options "$command" ;;
    *)
      __fleet_next "$next"
      if [ -n "$command" ]; then __fleet_operands "$line"; fi
      ;;
  esac
  return 0
}

complete -F _fleet fleet
`);
