create or replace function public.letter_count(body text) returns integer
  language sql immutable strict parallel safe
  as $$ select char_length(regexp_replace(body collate "und-x-icu", '[^[:alpha:]]', '', 'g')) $$;
comment on function public.letter_count(text) is 'How many letters of any script a text has.';
grant execute on function public.letter_count(text) to vakka_app;
