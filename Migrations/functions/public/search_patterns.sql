-- Each word of a search as a pattern for LIKE; a search without any word finds nothing.
create or replace function public.search_patterns(term text) returns text[]
  language sql immutable parallel safe
  as $$
  select coalesce(
    array_agg('%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'),
    array[''])
    from regexp_split_to_table(public.searchable(term), ' ') word where word <> ''
$$;
grant execute on function public.search_patterns(text) to vakka_app;
