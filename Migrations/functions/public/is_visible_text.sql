-- A text that people can see: composed, no white space at its ends, nothing in it that no eye sees or no font shows, and
-- something to see.
create or replace function public.is_visible_text(body text) returns boolean
  language sql immutable strict parallel safe
  as $$
  select body is nfc normalized
    and body !~ '^\s|\s$'
    and public.without_joiners(body) collate "und-x-icu"
      !~ '[^[:print:]\n\t]|[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2800\u3164\ufe00-\ufe0f\ufffc\ufffd\uffa0\U00016fe4\U0001d159\U000e0100-\U000e01ef]'
    and regexp_replace(body, '[\u0300-\u036f]', '', 'g') collate "und-x-icu" ~ '[[:graph:]]'
$$;
comment on function public.is_visible_text(text) is 'Whether a text is composed, holds nothing unseen, and shows something.';
grant execute on function public.is_visible_text(text) to vakka_app, vakka_accounts;
