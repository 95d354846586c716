-- The enquiries of all spaces that are kept no longer as they are: unproven for half an hour, or come to nothing long ago.
create or replace function public.enquiry_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select e.tenant_id, e.id from public.enquiry e
     where (e.state = 'unproven' and e.changed_at <= public.moment() - interval '30 minutes')
        or (e.state in ('new', 'answered', 'closed')
          and e.changed_at <= public.moment() - make_interval(days => public.enquiry_days()))
     order by e.changed_at limit 500
  $$;
grant execute on function public.enquiry_due() to vakka_app;
