-- Orders that were held within two weeks, of which this space has not said how they went.
create or replace function public.held_without_words() returns table (id uuid, title text, other_name text, held_at timestamptz)
  language sql stable
  as $$
    select o.id, o.title, o.other_name, x.held_at from public.engagement_order o
     cross join lateral (select public.engagement_ends_at(o.id) as held_at) x
     where o.tenant_id = public.current_tenant() and o.state = 'done'
       and public.moment() between x.held_at and public.feedback_opens_at(o.id)
       and not exists (select from public.engagement_feedback f where f.tenant_id = o.tenant_id and f.engagement_id = o.id
         and f.side = 'partner' and f.kind = 'words')
  $$;
grant execute on function public.held_without_words() to vakka_app;
