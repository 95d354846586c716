-- Each word of a search as a pattern for LIKE; a search without any word finds nothing. What can only be a telephone
-- number is one word, as it is kept: without spaces, country and leading zero.
create or replace function public.search_patterns(term text) returns text[]
  language sql immutable parallel safe
  as $$
  select coalesce(
    array_agg('%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'),
    array[''])
    from regexp_split_to_table(
      case when term ~ '^[+(]*(0|358)[0-9 ()/.-]+$'
        then regexp_replace(regexp_replace(term, '[^0-9]', '', 'g'), '^(00358|358|0)0?', '')
        else public.searchable(term) end, ' ') word
   where word <> ''
$$;
grant execute on function public.search_patterns(text) to vakka_app;
