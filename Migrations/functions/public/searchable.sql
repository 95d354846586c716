-- What a row is found by: lower case, without marks, hyphens, apostrophes and the like; å, ä and ö stay letters of
-- their own, and the signs of the neighbours stand as a Finn would type them. One space between words.
-- Stored in generated columns: a file that changes it also makes those anew.
create or replace function public.searchable(text text) returns text
  language sql immutable parallel safe
  return btrim(regexp_replace(
    translate(
      regexp_replace(
        normalize(
          translate(
            regexp_replace(lower(normalize(text, nfkc) collate "und-x-icu"),
              '[\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff''`´ʹʼ‘’‛′-]', '', 'g'),
            'åäöøæđðłŋŧþı', U&'\E000\E001\E002\E002\E001ddlntti'),
          nfd),
        '[\u0300-\u036f]', '', 'g'),
      U&'\E000\E001\E002', 'åäö'),
    '\s+', ' ', 'g')) collate "C";
grant execute on function public.searchable(text) to vakka_app;
