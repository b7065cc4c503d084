{
  home.sessionVariables.MOZ_ENABLE_WAYLAND = "1";
}
