-- A text that people can see, in one line: its only white space is a space at a time. Latin letters are done with at once.
create or replace function public.is_visible_line(body text) returns boolean
  language sql immutable strict parallel safe
  as $$
  select body ~ '^[!-~\u00a1-\u00ac\u00ae-\u024f]+( [!-~\u00a1-\u00ac\u00ae-\u024f]+)*$'
    or (public.is_visible_text(body) and body !~ '[\n\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|  ')
$$;
comment on function public.is_visible_line(text) is 'The same as is_visible_text, and of one line.';
grant execute on function public.is_visible_line(text) to vakka_app, vakka_accounts;
