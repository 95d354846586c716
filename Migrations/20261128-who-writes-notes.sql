-- Who has written a note is shown with whom the name names, so that the log can tell of them.
set role vakka_owner;

grant select (author_id) on public.person_note to vakka_app;

reset role;
