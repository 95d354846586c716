-- A view keeps its query as its list writes it, where a letter may take twelve characters.
set role vakka_owner;

alter table public.saved_view drop constraint saved_view_query_check,
  add constraint saved_view_query_check check (char_length(query) <= 4000);
