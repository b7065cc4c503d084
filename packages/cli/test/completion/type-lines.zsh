# Types lines into a shell that has a terminal, one after the other: zsh -f type-lines.zsh INPUT TOLD SETUP SHELL...
# INPUT holds the lines, each ended by a zero byte. In the shell, `fleet` is made to write its words to TOLD.
zmodload zsh/zpty
input=$1 told=$2 setup=$3
shift 3
: > $told
zpty shell "$@"
drain() { while zpty -r -t shell screen 2>/dev/null; do :; done }
# Waits until so many command lines have been told of.
await() {
  local i
  for i in {1..300}; do
    drain
    if (( $(tr -cd '\1' < $told.count | wc -c) >= $1 )); then return; fi
    sleep 0.05
  done
}
: > $told.count
zpty -w shell "$setup"
await 1
integer n=1
while IFS= read -r -d $'\0' line; do
  (( n++ ))
  zpty -w shell "$line"
  await $n
done < $input
# Otherwise it would still write its history when the folder is gone.
zpty -w shell exit
for i in {1..100}; do
  drain
  zpty -t shell || break
  sleep 0.05
done
zpty -d shell
