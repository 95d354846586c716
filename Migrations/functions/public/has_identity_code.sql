-- Whether a text holds a personal identity code: six figures of a day, a sign of the century, three figures and the check
-- character, white space and dots between them left aside.
create or replace function public.has_identity_code(body text) returns boolean
  language plpgsql immutable strict parallel safe
  as $$
declare
  found text[];
  born text;
  running text;
  year integer;
  month integer;
  last_day integer;
begin
  -- Latin letters and no figures: most names are done with at once.
  if body ~ '^[ -/:-~\u00c0-\u024f]*$' or body collate "und-x-icu" !~ '[[:digit:]]' then return false; end if;
  for found in select regexp_matches(
      translate(upper(regexp_replace(normalize(body, nfkc) collate "und-x-icu", '[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]', '', 'g')),
        '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹‐‑‒–—―⁃−', '01234567890123456789--------'),
      '(?<![0-9])((?:[0-9][\s.]*){6})([-+A-FU-Y])[\s.]*((?:[0-9][\s.]*){3})([0-9A-Y])(?![[:alnum:]])', 'g') loop
    born := regexp_replace(found[1], '[^0-9]', '', 'g');
    running := regexp_replace(found[3], '[^0-9]', '', 'g');
    year := case when found[2] = '+' then 1800 when found[2] between 'A' and 'F' then 2000 else 1900 end + right(born, 2)::integer;
    month := substr(born, 3, 2)::integer;
    last_day := case when month in (4, 6, 9, 11) then 30 when month <> 2 then 31
      when year % 4 = 0 and (year % 100 <> 0 or year % 400 = 0) then 29 else 28 end;
    if month between 1 and 12 and left(born, 2)::integer between 1 and last_day and running::integer >= 2
        and found[4] = substr('0123456789ABCDEFHJKLMNPRSTUVWXY', ((born || running)::bigint % 31)::integer + 1, 1) then
      return true;
    end if;
  end loop;
  return false;
end $$;
comment on function public.has_identity_code(text) is 'Whether a text holds a Finnish personal identity code, which is never kept.';
grant execute on function public.has_identity_code(text) to vakka_app, vakka_accounts;
