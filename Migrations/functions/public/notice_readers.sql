-- The members of the space who hold a role today and to whom a kind of notice goes at once, with their language.
create or replace function public.notice_readers(wanted text, notice text)
  returns table (account_id uuid, email text, language text)
  language sql stable
  as $$
    select m.account_id, m.email, coalesce(p.language, s.default_language)
      from public.membership m
      join public.space s on s.id = m.tenant_id
      left join public.person p on p.tenant_id = m.tenant_id and p.id = m.person_id
     where m.tenant_id = public.current_tenant() and public.holds_role(m.tenant_id, m.id, wanted)
       and accounts.notice_goes(m.account_id, notice)
     order by m.id;
$$;
grant execute on function public.notice_readers(text,text) to vakka_app;
