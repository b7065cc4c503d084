# What the input `systems` of clan-core is: a list of systems.
[
  "aarch64-darwin"
  "x86_64-linux"
]
