-- An invitation, too, is good until the last moment of the day that its page names.
set role vakka_owner;

create trigger last_day before insert or update of expires_at on public.invitation
  for each row when (current_user in ('vakka_app', 'vakka_owner')) execute function public.keep_last_day();

reset role;
