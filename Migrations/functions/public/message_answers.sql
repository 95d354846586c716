-- Where answers to a message go: to the space's own address, or else to who writes it.
create or replace function public.message_answers() returns text
  language sql stable
  as $$
  select coalesce(nullif(s.contact_email, ''), m.email)
    from public.space s left join public.membership m on m.tenant_id = s.id and m.id = public.current_actor()
   where s.id = public.current_tenant()
$$;
grant execute on function public.message_answers() to vakka_app;
