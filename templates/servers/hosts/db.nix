# The database.
{
  services.postgresql.enable = true;
}
