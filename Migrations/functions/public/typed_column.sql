-- Gives a column the rule of its kind. `most` is the longest text in characters; a question mark after the kind lets the
-- text be empty.
create or replace procedure public.typed_column(of_table regclass, name text, kind text, most integer default null)
  language plpgsql set search_path = pg_catalog
  as $$
declare
  rule text := case rtrim(kind, '?')
    when 'signature' then 'public.is_visible_line(%1$I) and public.letter_count(%1$I) >= 2 and not public.has_identity_code(%1$I)'
    when 'line' then 'public.is_visible_line(%1$I) and not public.has_identity_code(%1$I)'
    when 'text' then 'public.is_visible_text(%1$I) and not public.has_identity_code(%1$I)'
    when 'email' then 'public.is_mail_address(%1$I)'
    when 'phone' then 'public.is_phone(%1$I)'
    when 'business-id' then 'public.is_business_id(%1$I)'
    when 'day' then '%1$I between date ''2000-01-01'' and date ''2100-12-31'''
  end;
begin
  if most is not null then rule := 'char_length(%1$I) <= ' || most || ' and ' || rule; end if;
  if kind like '%?' then rule := '%1$I = '''' or (' || rule || ')'; end if;
  execute format('alter table %s add constraint %I check (' || format(rule, name) || ')', of_table, name || '_typed');
end $$;
grant execute on procedure public.typed_column(regclass, text, text, integer) to vakka_accounts;
