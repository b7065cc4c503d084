# Mail, calendar and contacts, for everybody.
{ config, ... }:
{
  accounts.calendar.basePath = "${config.home.homeDirectory}/calendars";
  accounts.contact.basePath = "${config.home.homeDirectory}/contacts";
}
