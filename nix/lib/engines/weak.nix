# How fleet sets a single value for an engine: a plain one goes before it. It needs no `lib`.
content: {
  _type = "override";
  priority = 900;
  inherit content;
}
