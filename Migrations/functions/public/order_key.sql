-- Names in the order of a Finnish list: š with s, ž with z, đ and ð with d, ŋ with n, ŧ with t, ł with l, ü with y; å, ä
-- with æ, and ö with ø after z. A space stands before every sign, signs before figures, figures before letters. Dashes are
-- one sign and apostrophes one. In bytes { | } follow z. Letters of other scripts follow by their code.
create or replace function public.order_key(name text) returns text
  language sql immutable strict parallel safe
  as $$
  select btrim(regexp_replace(translate(replace(replace(replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      normalize(lower(translate(name, '´`', '''''') collate "und-x-icu"), nfkd),
      'a([\u0316-\u0319\u031c-\u0320\u0323-\u0333\u0339-\u033c]*)\u030a', '{\1', 'g'),
      'a([\u0316-\u0319\u031c-\u0320\u0323-\u0333\u0339-\u033c]*)\u0308', '|\1', 'g'),
      'o([\u0316-\u0319\u031c-\u0320\u0323-\u0333\u0339-\u033c]*)\u0308', '}\1', 'g'),
      'u([\u0316-\u0319\u031c-\u0320\u0323-\u0333\u0339-\u033c]*)\u0308', 'y\1', 'g'),
      '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]', '', 'g'),
    'œ', 'oe'), 'ß', 'ss'), 'þ', 'z~'),
    'æøđðħłŋŧǥʒı_-‐‑‒–—―−,;:!?.''’‘‚‛ʼʹʽ′"“”„«»()@*/&',
    '|}ddhlntgzi!""""""""#$%&''())))))))******+,-.//'),
    '\s+', ' ', 'g'))
$$;
comment on function public.order_key(text) is 'What names are sorted by, byte by byte: as the collation fi at its first level.';
grant execute on function public.order_key(text) to vakka_app;
