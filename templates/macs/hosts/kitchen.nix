# For everybody.
{
  system.defaults.loginwindow.GuestEnabled = false;
}
