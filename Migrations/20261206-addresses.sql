-- Wherever the address of a page is kept there is room for every address that a request can have; old keys of forms are swept.
set role vakka_accounts;

alter table accounts.kept_form drop constraint kept_form_path_check,
  add constraint kept_form_path_check check (octet_length(path) <= 8192);
alter table accounts.submission drop constraint submission_path_check,
  add constraint submission_path_check check (octet_length(path) <= 8192);

set role vakka_owner;

alter table public.undo drop constraint undo_path_check,
  add constraint undo_path_check check (path ~ '^/' and octet_length(path) <= 8192);
alter table public.saved_view drop constraint saved_view_query_check,
  add constraint saved_view_query_check check (octet_length(query) <= 8192);

create policy sweeping on public.submission to vakka_owner using (true);
create index submission_at on public.submission using brin (at);
