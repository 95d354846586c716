-- What names are sorted and searched by: composed, in lower case whatever the server's locale, one space between words.
create or replace function public.search_key(name text) returns text
  language sql immutable parallel safe
  return translate(
    lower(btrim(regexp_replace(normalize(name, nfc), '\s+', ' ', 'g')) collate "und-x-icu"), 'åäö', '{|}');
grant execute on function public.search_key(text) to vakka_app;
