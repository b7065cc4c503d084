# How strongly fleet sets a single value. Weaker than what a person writes plainly; stronger than
# `mkDefault`, because NixOS itself sets the home and the shell of a normal user with `mkDefault`, and
# two different values of one strength are an error. Lists are never weakened: they merge.
lib: lib.mkOverride 900
